package io.alpr.query;

import io.alpr.archive.read.ArchiveStats;
import io.alpr.archive.read.ArchivedEvent;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON bodies in the contract's names and order; what is not known is {@code null}. */
final class EventBodies {
    /** What a body has, in its order. */
    static final List<String> NAMES =
            List.of(
                    "event_id",
                    "captured_at",
                    "camera_id",
                    "track_id",
                    "plate_text",
                    "plate_normalized_text",
                    "plate_confidence",
                    "plate_region",
                    "vehicle_type",
                    "vehicle_make",
                    "vehicle_model",
                    "vehicle_color",
                    "plate_image_url",
                    "vehicle_image_url",
                    "frame_image_url",
                    "latency_ms",
                    "quality_score",
                    "frame_number",
                    "site_id",
                    "host_id",
                    "roi",
                    "direction",
                    "created_at");

    private final UnaryOperator<String> links;

    private EventBodies(UnaryOperator<String> links) {
        this.links = links;
    }

    /** With addresses of pictures that open in a browser, for a while. */
    static EventBodies linked(UnaryOperator<String> links) {
        return new EventBodies(links);
    }

    /** With addresses of pictures as the archive has them, for whoever keeps what he gets. */
    static EventBodies lasting() {
        return new EventBodies(UnaryOperator.identity());
    }

    List<Map<String, @Nullable Object>> events(List<ArchivedEvent> events) {
        return events.stream().map(this::event).toList();
    }

    Map<String, @Nullable Object> event(ArchivedEvent event) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("event_id", event.pass().eventId().toString());
        body.put("captured_at", time(event.pass().capturedAt()));
        body.put("camera_id", event.pass().cameraId());
        body.put("track_id", event.pass().trackId());
        body.put("plate_text", event.plate().text());
        body.put("plate_normalized_text", event.plate().normalized());
        body.put("plate_confidence", event.plate().confidence());
        body.put("plate_region", event.plate().region());
        body.put("vehicle_type", known(event.vehicle().type()));
        body.put("vehicle_make", known(event.vehicle().make()));
        body.put("vehicle_model", known(event.vehicle().model()));
        body.put("vehicle_color", known(event.vehicle().color()));
        body.put("plate_image_url", known(links.apply(event.pictures().plate())));
        body.put("vehicle_image_url", known(links.apply(event.pictures().vehicle())));
        body.put("frame_image_url", known(links.apply(event.pictures().frame())));
        body.put("latency_ms", event.measures().latencyMs());
        body.put("quality_score", event.measures().quality());
        body.put("frame_number", event.measures().frameNumber());
        body.put("site_id", known(event.place().site()));
        body.put("host_id", known(event.place().host()));
        body.put("roi", known(event.place().roi()));
        body.put("direction", known(event.place().direction()));
        body.put("created_at", time(event.createdAt()));
        return body;
    }

    /**
     * The last two count what this process wrote, as the contract has it: a reader writes nothing.
     */
    static Map<String, @Nullable Object> stats(ArchiveStats stats) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("is_connected", true);
        body.put("total_events", stats.totalEvents());
        body.put("unique_plates", stats.uniquePlates());
        body.put("active_cameras", stats.activeCameras());
        body.put("earliest_event", time(stats.earliestEvent()));
        body.put("latest_event", time(stats.latestEvent()));
        body.put("avg_confidence", stats.averageConfidence());
        body.put("avg_latency_ms", stats.averageLatencyMs());
        body.put("total_inserts", 0);
        body.put("failed_inserts", 0);
        return body;
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
