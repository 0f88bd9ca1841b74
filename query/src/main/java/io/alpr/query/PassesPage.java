package io.alpr.query;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import io.alpr.archive.read.ArchivedEvent;
import io.alpr.archive.read.Condition;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.Page;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The web page: the latest passes with their pictures, wholly made here, so that it shows without
 * scripts; its script only fetches the page anew and puts in what has come.
 */
final class PassesPage {
    private static final int PASSES_MAX = 48;

    private final EventQueries queries;
    private final Links links;
    private final Lookups lookups;

    PassesPage(EventQueries queries, Links links, Lookups lookups) {
        this.queries = queries;
        this.links = links;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/ui", Entry.VIEWER, this::answer),
                StaticFiles.route("/ui/passes.css", "/io/alpr/query/passes.css", "text/css"),
                StaticFiles.route("/ui/passes.js", "/io/alpr/query/passes.js", "text/javascript"),
                StaticFiles.route("/ui/icon.svg", "/io/alpr/query/icon.svg", "image/svg+xml"));
    }

    void answer(Context context) {
        var parameters = new QueryParameters(context);
        var plate = parameters.text("plate").orElse("");
        var camera = parameters.text("camera").orElse("");
        parameters.check();
        context.contentType("text/html; charset=utf-8").result(page(plate, camera, context));
    }

    private String page(String plate, String camera, Context context) {
        String main;
        try {
            main =
                    passes(
                            context,
                            found(context, plate, camera),
                            !plate.isEmpty() || !camera.isEmpty());
        } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
            context.status(503);
            main =
                    Html.notice(
                            "The archive does not answer",
                            "This page tries again by itself every few seconds.");
        }
        return Html.page(
                plate, camera, main, Gate.principal(context).name(), Gate.formToken(context));
    }

    private List<ArchivedEvent> found(Context context, String plate, String camera) {
        var conditions = new ArrayList<Condition>();
        if (!plate.isEmpty()) {
            conditions.add(EventRoutes.plateCondition(plate));
        }
        if (!camera.isEmpty()) {
            conditions.add(new Condition.CameraIs(camera));
        }
        var found =
                conditions.isEmpty()
                        ? queries.recent(PASSES_MAX, Scopes.of(context))
                        : queries.matching(
                                Scopes.within(context, conditions), new Page.Offset(PASSES_MAX, 0));
        lookups.noteOnce(
                context,
                Asked.of("page")
                        .with("camera", Optional.of(camera).filter(text -> !text.isEmpty()))
                        .about(EventRoutes.normalized(plate)),
                found.size());
        return found;
    }

    private String passes(Context context, List<ArchivedEvent> events, boolean filtered) {
        if (events.isEmpty()) {
            return filtered
                    ? Html.notice("No pass found", "Use * for any characters and ? for one.")
                    : Html.notice(
                            "No passes yet",
                            "The first vehicle that a camera reads shows here by itself.");
        }
        var opened = links.of(context);
        return events.stream()
                .map(event -> PassCard.of(event, opened))
                .collect(Collectors.joining("\n", "<ol class=\"passes\">\n", "\n</ol>"));
    }
}
