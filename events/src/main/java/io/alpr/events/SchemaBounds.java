package io.alpr.events;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What a writer's schema may be. Whoever reaches the registry may register schemas, and Avro
 * resolves a schema by expanding it: one that contains itself has no end, forty records that hold
 * the next one twice have 2^40 parts, and an array of elements without bytes claims 2^62 of them in
 * nine. So schemas are bounded in depth and in parts once expanded, and elements must have bytes.
 * Ours has a tenth of either. Stateless.
 */
final class SchemaBounds {
    static final int TEXT_MAX = 512 * 1024;
    private static final int DEPTH_MAX = 24;
    private static final int PARTS_MAX = 10_000;

    private final int id;
    private int parts;

    private SchemaBounds(int id) {
        this.id = id;
    }

    /**
     * Checks a schema.
     *
     * @param id of the schema, for the message
     * @throws Undecodable {@link Undecodable.Reason#UNKNOWN_SCHEMA} naming the bound that it breaks
     */
    static void check(int id, Schema schema) {
        var _ = new SchemaBounds(id).leastBytes(schema, 0);
    }

    /** Bytes that a value takes at least. */
    private long leastBytes(Schema schema, int depth) {
        if (depth > DEPTH_MAX) {
            throw refused("is more than %d levels deep, or contains itself".formatted(DEPTH_MAX));
        }
        if (++parts > PARTS_MAX) {
            throw refused("has more than %d parts once expanded".formatted(PARTS_MAX));
        }
        return switch (schema.getType()) {
            case NULL -> 0;
            case FIXED -> schema.getFixedSize();
            case RECORD -> fields(schema, depth);
            case UNION -> branches(schema.getTypes(), depth);
            case ARRAY -> elements(schema.getElementType(), depth);
            case MAP -> {
                var _ = leastBytes(schema.getValueType(), depth + 1);
                yield 1;
            }
            default -> 1;
        };
    }

    private long fields(Schema record, int depth) {
        long sum = 0;
        for (var field : record.getFields()) {
            sum += leastBytes(field.schema(), depth + 1);
        }
        return sum;
    }

    private long branches(List<Schema> types, int depth) {
        for (var type : types) {
            var _ = leastBytes(type, depth + 1);
        }
        return 1;
    }

    private long elements(Schema element, int depth) {
        if (leastBytes(element, depth + 1) == 0) {
            throw refused("has an array whose elements take no bytes");
        }
        return 1;
    }

    private Undecodable refused(String why) {
        return new Undecodable(
                Undecodable.Reason.UNKNOWN_SCHEMA, "schema %d %s".formatted(id, why));
    }
}
