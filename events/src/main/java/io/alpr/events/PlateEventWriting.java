package io.alpr.events;

import static io.alpr.events.Fields.newRecord;
import static io.alpr.events.Fields.orNull;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A plate event as the Avro record of today's schema. */
final class PlateEventWriting {
    private static final Schema SCHEMA = Schemas.PLATE_EVENT;

    private PlateEventWriting() {}

    static GenericRecord record(PlateEvent event, String bucket) {
        var record = new GenericData.Record(SCHEMA);
        record.put("event_id", event.id().eventId().toString());
        record.put("captured_at", PlateEventReading.TIME.format(event.id().capturedAt()));
        record.put("camera_id", event.id().cameraId());
        record.put("track_id", event.id().trackId());
        record.put("plate", plate(event.plate()));
        record.put("vehicle", vehicle(event.vehicle()));
        record.put("images", images(event, bucket));
        record.put("latency_ms", event.details().latencyMs());
        record.put("node", node(event.node()));
        record.put("extras", extras(event.details()));
        record.put("revision", event.id().revision());
        record.put("first_seen", event.details().span().firstSeen().toEpochMilli());
        record.put("last_seen", event.details().span().lastSeen().toEpochMilli());
        record.put("reads", reads(event.details().reads()));
        record.put("candidates", candidates(event.plate().candidates()));
        record.put("character_scores", floats(event.plate().characterScores()));
        record.put("plate_box", box(event.details().box()));
        record.put("models", models(event.details().origin()));
        return record;
    }

    private static GenericRecord plate(PlateEvent.PlateText plate) {
        var record = newRecord(SCHEMA, "plate");
        record.put("text", plate.text());
        record.put("normalized_text", plate.normalized());
        record.put("confidence", (float) plate.confidence());
        record.put("region", plate.region());
        return record;
    }

    private static GenericRecord vehicle(PlateEvent.Vehicle vehicle) {
        var record = newRecord(SCHEMA, "vehicle");
        record.put("type", orNull(vehicle.type()));
        record.put("make", orNull(vehicle.make()));
        record.put("model", orNull(vehicle.model()));
        record.put("color", orNull(vehicle.color()));
        return record;
    }

    private static GenericRecord images(PlateEvent event, String bucket) {
        var record = newRecord(SCHEMA, "images");
        for (var picture : event.pictures()) {
            var kind = picture.kind().wireName();
            record.put(kind + "_url", "s3://" + bucket + "/" + picture.key());
            if (!picture.foreign()) {
                var type = record.getSchema().getField(kind + "_sha256").schema();
                var hash = HexFormat.of().parseHex(picture.sha256());
                record.put(
                        kind + "_sha256",
                        new GenericData.Fixed(Fields.branch(type, Schema.Type.FIXED), hash));
            }
        }
        return record;
    }

    private static GenericRecord node(PlateEvent.Node node) {
        var record = newRecord(SCHEMA, "node");
        record.put("site", orNull(node.site()));
        record.put("host", orNull(node.host()));
        return record;
    }

    private static GenericRecord extras(PlateEvent.Details details) {
        var record = newRecord(SCHEMA, "extras");
        record.put("roi", orNull(details.travel().roi()));
        record.put("direction", orNull(details.travel().direction()));
        record.put("quality_score", (float) details.quality());
        record.put("frame_number", details.span().frameNumber());
        return record;
    }

    private static GenericRecord reads(PlateEvent.Reads reads) {
        var record = newRecord(SCHEMA, "reads");
        record.put("total", reads.total());
        record.put("agreeing", reads.agreeing());
        record.put("flags", reads.flags());
        return record;
    }

    private static List<GenericRecord> candidates(List<PlateEvent.Candidate> candidates) {
        var type = SCHEMA.getField("candidates").schema().getElementType();
        var records = new ArrayList<GenericRecord>();
        for (var candidate : candidates) {
            var record = new GenericData.Record(type);
            record.put("text", candidate.normalized());
            record.put("share", (float) candidate.share());
            records.add(record);
        }
        return records;
    }

    private static List<Float> floats(List<Double> values) {
        return values.stream().map(Double::floatValue).toList();
    }

    private static GenericRecord box(PlateEvent.Box box) {
        var record = newRecord(SCHEMA, "plate_box");
        record.put("x", box.x());
        record.put("y", box.y());
        record.put("width", box.width());
        record.put("height", box.height());
        return record;
    }

    private static GenericRecord models(PlateEvent.Origin origin) {
        var record = newRecord(SCHEMA, "models");
        record.put("detector", orNull(origin.detector()));
        record.put("reader", orNull(origin.reader()));
        return record;
    }
}
