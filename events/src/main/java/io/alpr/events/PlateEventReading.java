package io.alpr.events;

import static io.alpr.events.Fields.decimal;
import static io.alpr.events.Fields.number;
import static io.alpr.events.Fields.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/**
 * A plate event from a record of today's schema, whoever wrote it: what an older or a foreign
 * producer left out gets its neutral value.
 */
final class PlateEventReading {
    /** ISO 8601 in UTC with exactly three digits of milliseconds. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern OBJECT_ADDRESS = Pattern.compile("s3://[^/]+/(.+)");

    private PlateEventReading() {}

    /**
     * @throws IllegalArgumentException or {@link DateTimeException} when a value breaks a rule
     */
    static PlateEvent event(GenericRecord record) {
        var capturedAt = time(text(record, "captured_at"));
        var plate = inner(record, "plate");
        var id =
                new PlateEvent.PassId(
                        UUID.fromString(text(record, "event_id")),
                        number(record, "revision"),
                        capturedAt,
                        text(record, "camera_id"),
                        text(record, "track_id"));
        return new PlateEvent(
                id,
                plate(record, plate),
                vehicle(inner(record, "vehicle")),
                pictures(inner(record, "images")),
                node(inner(record, "node")),
                details(record, id.capturedAt()));
    }

    /** With an offset or {@code Z}; without either it is UTC, as the contract says. */
    private static Instant time(String text) {
        var usual = TimeText.parsed(text);
        if (usual.isPresent()) {
            return usual.get();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static GenericRecord inner(GenericRecord record, String field) {
        return Fields.record(record, field)
                .orElseThrow(() -> new IllegalArgumentException("record lacks " + field));
    }

    private static PlateEvent.PlateText plate(GenericRecord record, GenericRecord plate) {
        var region = text(plate, "region");
        return new PlateEvent.PlateText(
                text(plate, "text"),
                text(plate, "normalized_text"),
                decimal(plate, "confidence"),
                region.isEmpty() ? "UNKNOWN" : region,
                scores(record),
                candidates(record));
    }

    private static List<Double> scores(GenericRecord record) {
        var scores = new ArrayList<Double>();
        if (record.get("character_scores") instanceof List<?> values) {
            for (var value : values) {
                scores.add(Fields.asWritten((Float) value));
            }
        }
        return scores;
    }

    private static List<PlateEvent.Candidate> candidates(GenericRecord record) {
        var candidates = new ArrayList<PlateEvent.Candidate>();
        if (record.get("candidates") instanceof List<?> values) {
            for (var value : values) {
                var candidate = (GenericRecord) value;
                candidates.add(
                        new PlateEvent.Candidate(
                                text(candidate, "text"), decimal(candidate, "share")));
            }
        }
        return candidates;
    }

    private static PlateEvent.Vehicle vehicle(GenericRecord vehicle) {
        return new PlateEvent.Vehicle(
                text(vehicle, "type"),
                text(vehicle, "make"),
                text(vehicle, "model"),
                text(vehicle, "color"));
    }

    private static List<PlateEvent.PictureRef> pictures(GenericRecord images) {
        var pictures = new ArrayList<PlateEvent.PictureRef>();
        for (var kind : PictureKind.values()) {
            // Anything but an object's address (a path on the producer's disk) opens nowhere else.
            var address = OBJECT_ADDRESS.matcher(text(images, kind.wireName() + "_url"));
            if (address.matches()) {
                var hash =
                        images.get(kind.wireName() + "_sha256") instanceof GenericFixed fixed
                                ? HexFormat.of().formatHex(fixed.bytes())
                                : "";
                pictures.add(new PlateEvent.PictureRef(kind, address.group(1), hash));
            }
        }
        return pictures;
    }

    private static PlateEvent.Node node(GenericRecord node) {
        return new PlateEvent.Node(text(node, "site"), text(node, "host"));
    }

    private static PlateEvent.Details details(GenericRecord record, Instant capturedAt) {
        var extras = Fields.record(record, "extras");
        return new PlateEvent.Details(
                new PlateEvent.Span(
                        Fields.moment(record, "first_seen").orElse(capturedAt),
                        Fields.moment(record, "last_seen").orElse(capturedAt),
                        extras.map(found -> number(found, "frame_number")).orElse(0)),
                reads(Fields.record(record, "reads")),
                box(Fields.record(record, "plate_box")),
                extras.map(found -> decimal(found, "quality_score")).orElse(0.0),
                number(record, "latency_ms"),
                new PlateEvent.Travel(
                        extras.map(found -> text(found, "roi")).orElse(""),
                        extras.map(found -> text(found, "direction")).orElse("")),
                origin(Fields.record(record, "models")));
    }

    private static PlateEvent.Reads reads(Optional<GenericRecord> reads) {
        var flags = new ArrayList<String>();
        if (reads.isPresent() && reads.get().get("flags") instanceof List<?> values) {
            values.forEach(flag -> flags.add(String.valueOf(flag)));
        }
        return new PlateEvent.Reads(
                reads.map(found -> number(found, "total")).orElse(0),
                reads.map(found -> number(found, "agreeing")).orElse(0),
                flags);
    }

    private static PlateEvent.Box box(Optional<GenericRecord> box) {
        return box.map(
                        found ->
                                new PlateEvent.Box(
                                        number(found, "x"),
                                        number(found, "y"),
                                        number(found, "width"),
                                        number(found, "height")))
                .orElseGet(() -> new PlateEvent.Box(0, 0, 0, 0));
    }

    private static PlateEvent.Origin origin(Optional<GenericRecord> models) {
        return new PlateEvent.Origin(
                models.map(found -> text(found, "detector")).orElse(""),
                models.map(found -> text(found, "reader")).orElse(""));
    }
}
