package io.alpr.events;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Ours and the reference implementation's producers and consumers can share a topic. */
class ReferenceCompatibilityTest {
    private static final String SUBJECT = Schemas.subject(Topics.PLATES);

    private final TestingRegistry registry = new TestingRegistry();
    private final PlateEventCodec codec = new PlateEventCodec(registry, "alpr-plate-images");
    private final Schema reference = schema("/reference/PlateEvent.avsc");

    @Test
    void eachSchemaReadsTheOther() {
        assertThat(compatibility(Schemas.PLATE_EVENT, reference)).isEqualTo(COMPATIBLE);
        assertThat(compatibility(reference, Schemas.PLATE_EVENT)).isEqualTo(COMPATIBLE);
    }

    @Test
    void weReadTheReferencesBytes() throws IOException {
        var event = codec.decode(referenceBytes("2026-03-01T08:15:30.250999+00:00"));

        assertThat(event.id().capturedAt()).isEqualTo(Instant.parse("2026-03-01T08:15:30.250Z"));
        assertThat(event.id().revision()).isEqualTo(1);
        assertThat(event.plate().normalized()).isEqualTo("ABC123");
        assertThat(event.plate().confidence()).isEqualTo(0.87);
        assertThat(event.plate().region()).isEqualTo("UNKNOWN");
        assertThat(event.pictures())
                .as("a path on the producer's disk is no picture for us")
                .extracting(PlateEvent.PictureRef::key)
                .containsExactly("2026-03-01/cam_track7.jpg");
        assertThat(event.pictures().getFirst().foreign()).isTrue();
        assertThat(event.details().span().lastSeen()).isEqualTo(event.id().capturedAt());
    }

    @Test
    void aTimeWithoutAnOffsetIsUtc() throws IOException {
        assertThat(codec.decode(referenceBytes("2026-03-01T08:15:30.250")).id().capturedAt())
                .isEqualTo(Instant.parse("2026-03-01T08:15:30.250Z"));
    }

    @Test
    void theReferenceReadsOurBytes() throws IOException {
        var bytes = codec.encode(Samples.full());
        var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);

        var record =
                new GenericDatumReader<GenericRecord>(Schemas.PLATE_EVENT, reference)
                        .read(null, decoder);

        assertThat(record.getSchema()).isEqualTo(reference);
        assertThat(record.get("captured_at")).hasToString("2026-03-01T08:15:30.250Z");
        assertThat(record.get("images").toString())
                .contains("s3://alpr-plate-images/depot-1/gate.north/2026/03/01/");
    }

    private byte[] referenceBytes(String capturedAt) throws IOException {
        var record = new GenericData.Record(reference);
        record.put("event_id", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        record.put("captured_at", capturedAt);
        record.put("camera_id", "camera-01");
        record.put("track_id", "t-7");
        var plate = Fields.newRecord(reference, "plate");
        plate.put("text", "ABC-123");
        plate.put("normalized_text", "ABC123");
        plate.put("confidence", 0.87f);
        record.put("plate", plate);
        record.put("vehicle", Fields.newRecord(reference, "vehicle"));
        var images = Fields.newRecord(reference, "images");
        images.put("plate_url", "s3://alpr-plate-images/2026-03-01/cam_track7.jpg");
        images.put("vehicle_url", "output/crops/2026-03-01/cam_track7.jpg");
        images.put("frame_url", "");
        record.put("images", images);
        record.put("latency_ms", 0);
        record.put("node", Fields.newRecord(reference, "node"));

        var out = new ByteArrayOutputStream();
        var id = registry.idOf(SUBJECT, reference);
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(reference).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static SchemaCompatibility.SchemaCompatibilityType compatibility(
            Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
    }

    private static Schema schema(String resource) {
        try (var in = ReferenceCompatibilityTest.class.getResourceAsStream(resource)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
