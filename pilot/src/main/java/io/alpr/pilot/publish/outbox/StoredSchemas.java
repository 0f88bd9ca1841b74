package io.alpr.pilot.publish.outbox;

import io.alpr.events.SchemaRegistry;
import io.alpr.events.Undecodable;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The outbox's own numbers of schemas, kept beside its events: they can be written while no
 * registry answers, and be read by a later release of another schema. For one thread at a time.
 */
final class StoredSchemas implements SchemaRegistry {
    private final Ledger ledger;
    private final Map<Schema, Integer> ids = new HashMap<>();
    private final Map<Integer, Schema> schemas = new HashMap<>();

    StoredSchemas(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        var known = ids.get(schema);
        if (known != null) {
            return known;
        }
        int id = ledger.schemaId(schema.toString());
        ids.put(schema, id);
        return id;
    }

    @Override
    public Schema schema(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var text = ledger.schema(id);
        if (text.isEmpty()) {
            throw new Undecodable(
                    Undecodable.Reason.UNKNOWN_SCHEMA, "the outbox has no schema " + id);
        }
        var schema = parsed(id, text.get());
        schemas.put(id, schema);
        return schema;
    }

    private static Schema parsed(int id, String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new Undecodable(
                    Undecodable.Reason.UNKNOWN_SCHEMA,
                    "the outbox's schema %d is damaged: %s".formatted(id, e.getMessage()),
                    e);
        }
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return true;
    }
}
