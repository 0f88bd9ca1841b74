package io.alpr.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import io.alpr.archive.read.ChangeMark;
import io.alpr.archive.read.PassDetail;
import io.alpr.query.live.LiveFeed;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes as the archive takes them in, as Server-Sent Events (the HTML Standard's section of that
 * name). Each has an id; whoever comes back with it as {@code Last-Event-ID} is told what he
 * missed.
 */
final class LiveRoutes {
    /** One more is refused. */
    static final int LISTENERS_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveFeed feed;
    private final Identities identities;
    private final Links links;
    private final Lookups lookups;

    /**
     * @param identities tell whether somebody may go on listening
     */
    LiveRoutes(LiveFeed feed, Identities identities, Links links, Lookups lookups) {
        this.feed = feed;
        this.identities = identities;
        this.links = links;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/live", Entry.VIEWER, this::live));
    }

    private void live(Context context) throws IOException {
        var parameters = new QueryParameters(context);
        var choice = LiveChoice.of(parameters, Scopes.cameras(context));
        var last = last(context, parameters);
        parameters.checkAll();
        if (feed.listeners() >= LISTENERS_MAX) {
            context.header("Retry-After", "30");
            throw new Fault(503, "%d listen already".formatted(LISTENERS_MAX));
        }
        var start = feed.begin(last);
        lookups.noteOpen(context, choice.asked().about(choice.plate()));
        context.contentType("text/event-stream").header("X-Accel-Buffering", "no");
        if (!context.method().equals(HandlerType.HEAD)) {
            stream(context, choice, start);
        }
    }

    /** By the header that browsers send when they come back, or by a parameter the first time. */
    private static Optional<ChangeMark> last(Context context, QueryParameters parameters) {
        var text =
                Optional.ofNullable(context.header("Last-Event-ID"))
                        .filter(header -> !header.isBlank())
                        .or(() -> parameters.text("last_event_id"));
        parameters.text("last_event_id");
        var mark = text.flatMap(ChangeMark::of);
        if (text.isPresent() && mark.isEmpty()) {
            parameters.refuse("last_event_id", text.get(), "must be the id of an earlier event");
        }
        return mark;
    }

    private void stream(Context context, LiveChoice choice, LiveFeed.Start start)
            throws IOException {
        var told = new Telling(context, choice, start.mark());
        feed.join();
        try {
            told.begin(start.missed());
            told.goOn();
        } catch (IOException e) {
            LOG.debug("the client left: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave();
            noteEnd(context, told.count);
        }
    }

    private void noteEnd(Context context, long count) {
        try {
            lookups.did(context, "live_end", Map.of("rows", String.valueOf(count)));
        } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
            LOG.warn("told={} is not in the audit log: {}", count, e.getMessage());
        }
    }

    /** One answer, for one thread. */
    private final class Telling {
        /** Proxies and browsers take a silent connection for a dead one. */
        private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

        private final Context context;
        private final LiveChoice choice;
        private final EventStream out;
        private final String base;
        private final Function<PassDetail, String> body;
        private ChangeMark mark;
        private long count;
        private long checked = System.nanoTime();

        Telling(Context context, LiveChoice choice, ChangeMark mark) throws IOException {
            this.context = context;
            this.choice = choice;
            this.mark = mark;
            // Not Javalin's stream, which would gather what shall go out at once.
            this.out = new EventStream(context.res().getOutputStream());
            this.base = Proxies.of(context).base();
            var bodies = EventBodies.linked(links.from(base));
            this.body = pass -> json(DetailBodies.of(pass, bodies));
        }

        void begin(boolean missed) throws IOException {
            out.retryAfter(Duration.ofSeconds(2));
            out.event(
                    missed ? "missed" : "ready",
                    mark.text(),
                    missed
                            ? "{\"detail\":\"What came between your last event and now is not kept here any more: ask /api/v1/passes\"}"
                            : "{}");
            out.flush();
        }

        void goOn() throws IOException, InterruptedException {
            while (!feed.isClosed() && isStillGood()) {
                try {
                    tell();
                } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
                    LOG.debug("waits: {}", e.getMessage());
                    out.silence(mark.text());
                    out.flush();
                    Thread.sleep(Duration.ofSeconds(1));
                }
            }
        }

        private void tell() throws IOException, InterruptedException {
            var page = feed.after(mark, SILENCE_MAX);
            for (var told : page.changes()) {
                if (choice.takes(told.pass())) {
                    out.event("pass", told.mark().text(), told.text(base, body));
                    count++;
                }
            }
            mark = page.next();
            // Also where nothing was told, so that whoever comes back need not go through it again.
            out.silence(mark.text());
            out.flush();
        }

        private boolean isStillGood() {
            if (System.nanoTime() - checked < SILENCE_MAX.toNanos() / 2) {
                return true;
            }
            checked = System.nanoTime();
            try {
                return identities.of(context).filter(Gate.principal(context)::equals).isPresent();
            } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
                // Nothing is told either while the database is away.
                return true;
            }
        }
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
