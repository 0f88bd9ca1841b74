package io.alpr.events;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reading and writing single Avro fields. An empty text and a null are the same to us. */
final class Fields {
    private Fields() {}

    static String text(GenericRecord record, String field) {
        var value = record.get(field);
        return value == null ? "" : value.toString();
    }

    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static int number(GenericRecord record, String field) {
        return record.get(field) instanceof Integer value ? value : 0;
    }

    static double decimal(GenericRecord record, String field) {
        return record.get(field) instanceof Float value ? asWritten(value) : 0;
    }

    /** The shortest decimal that is this float: 0.97, not 0.9700000286102295. */
    static double asWritten(float value) {
        // At most one decimal of five places is nearest to a float below 1, so it is the shortest;
        // found a good ten times as fast as by way of its digits.
        double rounded = Math.rint(value * 1e5) / 1e5;
        return Math.abs(value) < 1 && (float) rounded == value
                ? rounded
                : Double.parseDouble(Float.toString(value));
    }

    static Optional<GenericRecord> record(GenericRecord record, String field) {
        return record.get(field) instanceof GenericRecord inner
                ? Optional.of(inner)
                : Optional.empty();
    }

    static Optional<Instant> moment(GenericRecord record, String field) {
        return record.get(field) instanceof Long millis
                ? Optional.of(Instant.ofEpochMilli(millis))
                : Optional.empty();
    }

    /** A new record for a field whose type is a record, or a union with one. */
    static GenericRecord newRecord(Schema parent, String field) {
        return new GenericData.Record(branch(parent.getField(field).schema(), Schema.Type.RECORD));
    }

    /** The type itself, or that branch of a union. */
    static Schema branch(Schema schema, Schema.Type type) {
        if (!schema.isUnion()) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(candidate -> candidate.getType() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + type + " in " + schema));
    }
}
