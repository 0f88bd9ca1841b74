package io.alpr.events;

import static io.alpr.events.Fields.orNull;
import static io.alpr.events.Fields.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Camera statuses as the values of {@link Topics#CAMERAS}. Safe for use by many threads. */
public final class CameraStatusCodec {
    private final AvroWire wire;

    /**
     * @param registry that numbers the schema
     */
    public CameraStatusCodec(SchemaRegistry registry) {
        this.wire = new AvroWire(registry, Topics.CAMERAS, Schemas.CAMERA_STATUS);
    }

    /**
     * The bytes of a record's value.
     *
     * @throws RegistryUnavailable when the schema's number cannot be had; try again later
     * @throws IncompatibleSchema when the registry will not take our schema
     */
    public byte[] encode(CameraStatus status) {
        var activity = status.activity();
        var record = new GenericData.Record(Schemas.CAMERA_STATUS);
        record.put("camera_id", status.cameraId());
        record.put("site", orNull(status.site()));
        record.put("state", status.state());
        record.put("reported_at", status.reportedAt().toEpochMilli());
        record.put("fps", (float) activity.fps());
        record.put("last_frame", millis(activity.lastFrame()));
        record.put("last_read", millis(activity.lastRead()));
        record.put("drops", activity.drops());
        record.put("rejects", activity.rejects());
        put(record, status.view());
        return wire.write(record);
    }

    private static void put(GenericRecord record, CameraStatus.View view) {
        record.put("drops_by_reason", view.dropsByReason());
        record.put("source_kind", view.source().kind());
        record.put("width", view.source().width());
        record.put("height", view.source().height());
        record.put("codec", view.source().codec());
        record.put("reason", view.trouble().reason());
        record.put("next_try", millis(view.trouble().nextTry()));
        record.put("attempts", view.trouble().attempts());
        record.put(
                "conditions",
                view.conditions().stream().map(CameraStatusCodec::condition).toList());
    }

    private static GenericRecord condition(CameraStatus.Condition condition) {
        var items = Schemas.CAMERA_STATUS.getField("conditions").schema().getElementType();
        var record = new GenericData.Record(items);
        record.put("name", condition.name());
        record.put("since", condition.since().toEpochMilli());
        record.put("detail", condition.detail());
        return record;
    }

    /**
     * The status of a record's value.
     *
     * @throws Undecodable when the bytes are no status and never will be
     * @throws RegistryUnavailable when the writer's schema cannot be had; try again later
     */
    public CameraStatus decode(byte[] value) {
        var record = wire.read(value);
        try {
            return status(record);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Undecodable(
                    Undecodable.Reason.INVALID_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    private static CameraStatus status(GenericRecord record) {
        return new CameraStatus(
                text(record, "camera_id"),
                text(record, "site"),
                text(record, "state"),
                Fields.moment(record, "reported_at").orElse(Instant.EPOCH),
                new CameraStatus.Activity(
                        Fields.decimal(record, "fps"),
                        Fields.moment(record, "last_frame").orElse(Instant.EPOCH),
                        Fields.moment(record, "last_read").orElse(Instant.EPOCH),
                        record.get("drops") instanceof Long drops ? drops : 0,
                        counts(record, "rejects")),
                view(record));
    }

    private static CameraStatus.View view(GenericRecord record) {
        return new CameraStatus.View(
                new CameraStatus.Source(
                        text(record, "source_kind"),
                        Fields.number(record, "width"),
                        Fields.number(record, "height"),
                        text(record, "codec")),
                new CameraStatus.Trouble(
                        text(record, "reason"),
                        Fields.moment(record, "next_try").orElse(Instant.EPOCH),
                        Fields.number(record, "attempts")),
                counts(record, "drops_by_reason"),
                conditions(record));
    }

    private static List<CameraStatus.Condition> conditions(GenericRecord record) {
        var conditions = new ArrayList<CameraStatus.Condition>();
        if (record.get("conditions") instanceof List<?> items) {
            for (var item : items) {
                if (item instanceof GenericRecord condition) {
                    conditions.add(
                            new CameraStatus.Condition(
                                    text(condition, "name"),
                                    Fields.moment(condition, "since").orElse(Instant.EPOCH),
                                    text(condition, "detail")));
                }
            }
        }
        return conditions;
    }

    private static Map<String, Long> counts(GenericRecord record, String field) {
        var counts = new HashMap<String, Long>();
        if (record.get(field) instanceof Map<?, ?> map) {
            map.forEach((reason, count) -> counts.put(String.valueOf(reason), (Long) count));
        }
        return counts;
    }

    private static @Nullable Long millis(Instant time) {
        return time.equals(Instant.EPOCH) ? null : time.toEpochMilli();
    }
}
