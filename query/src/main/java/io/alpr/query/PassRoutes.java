package io.alpr.query;

import io.alpr.archive.audit.AuditEntry;
import io.alpr.archive.edit.Corrections;
import io.alpr.archive.edit.Notes;
import io.alpr.archive.edit.PassEdits;
import io.alpr.archive.edit.Tags;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.PassDetail;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One pass with all that is known of it, and what people add to it. */
final class PassRoutes {
    private static final String ONE = "/api/v1/passes/{event_id}";
    private static final Pattern PLATE = Pattern.compile("[A-Za-z0-9 ._\u00b7-]{1,20}");

    private final EventQueries queries;
    private final PassEdits edits;
    private final Links links;
    private final Lookups lookups;

    PassRoutes(EventQueries queries, PassEdits edits, Links links, Lookups lookups) {
        this.queries = queries;
        this.edits = edits;
        this.links = links;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ONE, Entry.VIEWER, this::one),
                new Route(Route.Verb.PUT, ONE + "/plate", Entry.OPERATOR, this::correct),
                new Route(Route.Verb.DELETE, ONE + "/plate", Entry.OPERATOR, this::undo),
                Route.post(ONE + "/notes", Entry.OPERATOR, this::note),
                new Route(
                        Route.Verb.DELETE,
                        ONE + "/notes/{note_id}",
                        Entry.OPERATOR,
                        this::forgetNote),
                new Route(Route.Verb.PUT, ONE + "/tags/{tag}", Entry.OPERATOR, this::tag),
                new Route(Route.Verb.DELETE, ONE + "/tags/{tag}", Entry.OPERATOR, this::untag));
    }

    private void one(Context context) {
        var id = context.pathParam("event_id");
        var found = seen(context, id);
        lookups.note(
                context,
                Asked.of("pass").with("event_id", Optional.of(id)).about(),
                found.isPresent() ? 1 : 0);
        context.json(body(context, found.orElseThrow(PassRoutes::unknown)));
    }

    private Map<String, ?> body(Context context, PassDetail pass) {
        var id = pass.event().pass().eventId();
        var body = DetailBodies.of(pass, EventBodies.linked(links.of(context)));
        body.put(
                "corrections",
                edits.corrections().of(id).stream().map(PassRoutes::correction).toList());
        body.put("notes", edits.notes().of(id).stream().map(PassRoutes::note).toList());
        body.put("tags", edits.tags().of(id).stream().map(Tags.Tag::tag).toList());
        return body;
    }

    private void correct(Context context) throws IOException {
        var pass = demanded(context);
        var body = JsonBody.of(context);
        var shown = body.text("plate").strip();
        var normalized = shown.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        if (!PLATE.matcher(shown).matches() || normalized.isEmpty()) {
            body.refuse("plate", "must have 1 to 20 of A-Z, 0-9, blanks, dots and dashes");
        }
        body.check();
        did(context, "correct", pass, normalized);
        var at = pass.event().pass();
        answer(
                context,
                edits.corrections()
                        .correct(at.eventId(), at.capturedAt(), shown, normalized, name(context)));
    }

    private void undo(Context context) {
        var pass = demanded(context);
        did(context, "correction_undo", pass, pass.event().plate().normalized());
        var at = pass.event().pass();
        answer(context, edits.corrections().undo(at.eventId(), at.capturedAt(), name(context)));
    }

    private void answer(Context context, Corrections.Outcome outcome) {
        switch (outcome) {
            case DONE, SAME -> context.json(body(context, demanded(context)));
            case GONE -> throw unknown();
            case ERASED -> throw new Fault(409, "That plate was erased from passes of that time");
        }
    }

    private void note(Context context) throws IOException {
        var pass = demanded(context);
        var body = JsonBody.of(context);
        var text = body.text("text").strip();
        if (text.isEmpty() || text.length() > Notes.LENGTH_MAX || !text.equals(legible(text))) {
            body.refuse(
                    "text", "must have 1 to %d printable characters".formatted(Notes.LENGTH_MAX));
        }
        body.check();
        did(context, "note_add", pass, "");
        var at = pass.event().pass();
        var note =
                edits.notes()
                        .add(at.eventId(), at.capturedAt(), text, name(context))
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                409,
                                                "A pass has %d notes at most"
                                                        .formatted(Notes.COUNT_MAX)));
        context.status(201).json(note(note));
    }

    /** Lines may end. */
    private static String legible(String text) {
        return text.lines()
                .map(line -> AuditEntry.legible(line, Notes.LENGTH_MAX))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private void forgetNote(Context context) {
        var pass = demanded(context);
        var id = EventRoutes.uuid(context.pathParam("note_id"));
        did(context, "note_delete", pass, "");
        var principal = Gate.principal(context);
        var by =
                principal.role().includes(io.alpr.archive.access.Role.ADMINISTRATOR)
                        ? Optional.<String>empty()
                        : Optional.of(principal.name());
        if (id.isEmpty() || !edits.notes().delete(pass.event().pass().eventId(), id.get(), by)) {
            throw new Fault(404, "There is no such note of yours");
        }
        context.status(204);
    }

    private void tag(Context context) {
        var pass = demanded(context);
        var tag = context.pathParam("tag");
        if (!Tags.isTag(tag)) {
            throw InvalidParameters.of(
                    "path",
                    "tag",
                    tag,
                    "must have 1 to 40 of a-z 0-9 . _ - and begin with a-z 0-9");
        }
        did(context, "tag_add", pass, "");
        var at = pass.event().pass();
        if (!edits.tags().add(at.eventId(), at.capturedAt(), tag, name(context))) {
            throw new Fault(409, "A pass has %d tags at most".formatted(Tags.COUNT_MAX));
        }
        context.status(204);
    }

    private void untag(Context context) {
        var pass = demanded(context);
        var tag = context.pathParam("tag");
        did(context, "tag_delete", pass, "");
        if (!Tags.isTag(tag) || !edits.tags().remove(pass.event().pass().eventId(), tag)) {
            throw new Fault(404, "The pass has no such tag");
        }
        context.status(204);
    }

    /** Of that id, and only if he may see it. */
    private Optional<PassDetail> seen(Context context, String id) {
        return EventRoutes.uuid(id)
                .flatMap(queries::detail)
                .filter(found -> Scopes.sees(context, found.event()));
    }

    private PassDetail demanded(Context context) {
        return seen(context, context.pathParam("event_id")).orElseThrow(PassRoutes::unknown);
    }

    private static Fault unknown() {
        return new Fault(404, "There is no such pass");
    }

    private static String name(Context context) {
        return Gate.principal(context).name();
    }

    /** Before it is done: what cannot be written down is not done. */
    private void did(Context context, String action, PassDetail pass, String plate) {
        lookups.did(
                context,
                Asked.of(action)
                        .with("event_id", Optional.of(pass.event().pass().eventId().toString()))
                        .about(plate));
    }

    private static Map<String, Object> correction(Corrections.Correction correction) {
        var body = new LinkedHashMap<String, Object>();
        body.put("from", correction.from());
        body.put("to", correction.to());
        body.put("by", correction.by());
        body.put("at", time(correction.at()));
        return body;
    }

    private static Map<String, Object> note(Notes.Note note) {
        var body = new LinkedHashMap<String, Object>();
        body.put("note_id", note.id().toString());
        body.put("text", note.text());
        body.put("by", note.by());
        body.put("at", time(note.at()));
        return body;
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
