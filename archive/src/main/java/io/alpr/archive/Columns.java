package io.alpr.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of an event goes into which column of {@code plate_events}, as text that PostgreSQL reads.
 * {@code created_at}, {@code updated_at} and {@code picture_state} are the database's own.
 */
final class Columns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Columns() {}

    /**
     * @param name of the column
     * @param type as in the migration
     * @param value of the event, {@code null} for NULL
     */
    record Column(String name, String type, Function<PlateEvent, @Nullable String> value) {}

    /**
     * @param addressOfKey the form in which the URL columns name an object
     */
    static List<Column> all(Function<String, String> addressOfKey) {
        return List.of(
                column("event_id", "uuid", event -> event.id().eventId()),
                column("captured_at", "timestamptz", event -> event.id().capturedAt()),
                column("camera_id", "text", event -> event.id().cameraId()),
                column("track_id", "text", event -> event.id().trackId()),
                column("plate_text", "text", event -> event.plate().text()),
                column("plate_normalized_text", "text", event -> event.plate().normalized()),
                column("plate_confidence", "float8", event -> event.plate().confidence()),
                column("plate_region", "text", event -> event.plate().region()),
                column("vehicle_type", "text", event -> event.vehicle().type()),
                column("vehicle_make", "text", event -> event.vehicle().make()),
                column("vehicle_model", "text", event -> event.vehicle().model()),
                column("vehicle_color", "text", event -> event.vehicle().color()),
                url(PictureKind.PLATE, addressOfKey),
                url(PictureKind.VEHICLE, addressOfKey),
                url(PictureKind.FRAME, addressOfKey),
                column("latency_ms", "int", event -> event.details().latencyMs()),
                column("quality_score", "float8", event -> event.details().quality()),
                column("frame_number", "int", event -> event.details().span().frameNumber()),
                column("site_id", "text", event -> event.node().site()),
                column("host_id", "text", event -> event.node().host()),
                column("roi", "text", event -> event.details().travel().roi()),
                column("direction", "text", event -> event.details().travel().direction()),
                column("revision", "int", event -> event.id().revision()),
                column("first_seen", "timestamptz", event -> event.details().span().firstSeen()),
                column("last_seen", "timestamptz", event -> event.details().span().lastSeen()),
                column(
                        "reads_total",
                        "int",
                        event -> ofReads(event, event.details().reads().total())),
                column(
                        "reads_agreeing",
                        "int",
                        event -> ofReads(event, event.details().reads().agreeing())),
                column("flags", "text[]", event -> array(event.details().reads().flags())),
                column("candidates", "jsonb", Columns::candidates),
                column(
                        "character_scores",
                        "float8[]",
                        event -> array(event.plate().characterScores())),
                column("box_x", "int", event -> ofBox(event, event.details().box().x())),
                column("box_y", "int", event -> ofBox(event, event.details().box().y())),
                column("box_width", "int", event -> ofBox(event, event.details().box().width())),
                column("box_height", "int", event -> ofBox(event, event.details().box().height())),
                key(PictureKind.PLATE),
                key(PictureKind.VEHICLE),
                key(PictureKind.FRAME),
                hash(PictureKind.PLATE),
                hash(PictureKind.VEHICLE),
                hash(PictureKind.FRAME),
                column("detector", "text", event -> event.details().origin().detector()),
                column("reader", "text", event -> event.details().origin().reader()));
    }

    /** The values as CSV as COPY reads it: NULL is nothing, everything else is quoted. */
    static void append(StringBuilder line, List<Column> columns, PlateEvent event) {
        boolean first = true;
        for (var column : columns) {
            if (!first) {
                line.append(',');
            }
            first = false;
            var value = column.value().apply(event);
            if (value != null) {
                line.append('"').append(value.replace("\"", "\"\"")).append('"');
            }
        }
    }

    private static Column column(
            String name, String type, Function<PlateEvent, @Nullable Object> value) {
        return new Column(
                name,
                type,
                event -> {
                    var found = value.apply(event);
                    // To us an empty text is one that is not known.
                    return found == null || found.equals("") ? null : found.toString();
                });
    }

    private static Column url(PictureKind kind, Function<String, String> addressOfKey) {
        return column(
                kind.wireName() + "_image_url",
                "text",
                event ->
                        event.picture(kind)
                                .map(picture -> addressOfKey.apply(picture.key()))
                                .orElse(null));
    }

    private static Column key(PictureKind kind) {
        return column(
                kind.wireName() + "_image_key",
                "text",
                event -> event.picture(kind).map(PlateEvent.PictureRef::key).orElse(null));
    }

    private static Column hash(PictureKind kind) {
        return column(
                kind.wireName() + "_image_sha256",
                "text",
                event -> event.picture(kind).map(PlateEvent.PictureRef::sha256).orElse(null));
    }

    private static @Nullable Object ofReads(PlateEvent event, int value) {
        return event.details().reads().total() == 0 ? null : value;
    }

    private static @Nullable Object ofBox(PlateEvent event, int value) {
        var box = event.details().box();
        return box.width() == 0 || box.height() == 0 ? null : value;
    }

    private static String array(List<?> values) {
        var array = new StringBuilder("{");
        for (var value : values) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append('"')
                    .append(value.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    private static String candidates(PlateEvent event) {
        if (event.plate().candidates().isEmpty()) {
            return "[]";
        }
        var array = JSON.createArrayNode();
        for (var candidate : event.plate().candidates()) {
            array.addObject().put("text", candidate.normalized()).put("share", candidate.share());
        }
        return array.toString();
    }
}
