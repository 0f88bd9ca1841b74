package io.alpr.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Confluent's wire format: byte 0, the schema's number in four bytes big-endian, the Avro binary
 * body. Reading resolves the writer's schema to today's. Safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
final class AvroWire {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    /** One for all: what Avro asks it about classes is asked once. */
    private static final SmallArrays SMALL_ARRAYS = new SmallArrays();

    private final SchemaRegistry registry;
    private final String subject;
    private final Schema schema;

    AvroWire(SchemaRegistry registry, String topic, Schema schema) {
        this.registry = registry;
        this.subject = Schemas.subject(topic);
        this.schema = schema;
    }

    /** Has the registry number the schema, which it remembers. */
    void prepare() {
        registry.idOf(subject, schema);
    }

    byte[] write(GenericRecord record) {
        var id = registry.idOf(subject, schema);
        var out = new ByteArrayOutputStream(512);
        out.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail", e);
        }
        return out.toByteArray();
    }

    GenericRecord read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new Undecodable(
                    Undecodable.Reason.BAD_MAGIC,
                    "a record must begin with byte 0 and four bytes of schema id, got %d bytes"
                            .formatted(bytes.length));
        }
        var id = ByteBuffer.wrap(bytes).getInt(1);
        return body(bytes, id, registry.schema(id));
    }

    private GenericRecord body(byte[] bytes, int id, Schema writer) {
        var length = bytes.length - HEADER_BYTES;
        var body = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, length, null);
        try {
            var bounded = new BoundedDecoder(body, length);
            var reader = new GenericDatumReader<GenericRecord>(writer, schema, SMALL_ARRAYS);
            var record = reader.read(null, bounded);
            if (body.isEnd()) {
                return record;
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Whatever hostile bytes make Avro throw: the record is at fault, not this program.
            throw new Undecodable(
                    Undecodable.Reason.CORRUPT_BODY,
                    "a record of %d bytes does not follow its schema %d: %s"
                            .formatted(bytes.length, id, e.getMessage()),
                    e);
        }
        throw new Undecodable(
                Undecodable.Reason.TRAILING_BYTES,
                "a record of %d bytes goes on after its end by schema %d"
                        .formatted(bytes.length, id));
    }

    /** Trusts no length that the bytes claim: arrays grow as elements really come. */
    private static final class SmallArrays extends GenericData {
        private static final int CAPACITY_MAX = 64;

        private SmallArrays() {
            // It is not for such as this one, and finding that out costs a search of the class path
            // for each record.
            setFastReaderEnabled(false);
        }

        @Override
        public Object newArray(Object old, int size, Schema schema) {
            return super.newArray(old, Math.min(size, CAPACITY_MAX), schema);
        }

        @Override
        public Object newMap(Object old, int size) {
            return super.newMap(old, Math.min(size, CAPACITY_MAX));
        }
    }
}
