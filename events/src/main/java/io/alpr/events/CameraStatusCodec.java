package io.alpr.events;

import static io.alpr.events.Fields.orNull;
import static io.alpr.events.Fields.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
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
        return wire.write(record);
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
                        rejects(record)));
    }

    private static Map<String, Long> rejects(GenericRecord record) {
        var rejects = new HashMap<String, Long>();
        if (record.get("rejects") instanceof Map<?, ?> map) {
            map.forEach((reason, count) -> rejects.put(String.valueOf(reason), (Long) count));
        }
        return rejects;
    }

    private static @Nullable Long millis(Instant time) {
        return time.equals(Instant.EPOCH) ? null : time.toEpochMilli();
    }
}
