package io.alpr.events;

import org.apache.avro.Schema;

/**
 * Gives schemas numbers that travel with every record. Implementations are safe for use by many
 * threads and remember what they were told: a number, once given, never means another schema.
 */
public interface SchemaRegistry {
    /**
     * The number of a schema under a subject, registering it when it is new.
     *
     * @throws IncompatibleSchema when the subject's earlier schemas forbid it
     * @throws RegistryUnavailable when the registry cannot be asked; try again later
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema of a number.
     *
     * @throws Undecodable {@link Undecodable.Reason#UNKNOWN_SCHEMA} when the registry has none, or
     *     one that is not Avro
     * @throws RegistryUnavailable when the registry cannot be asked; try again later
     */
    Schema schema(int id);

    /**
     * Whether the schema may follow the latest one of the subject; true for a subject that has
     * none.
     *
     * @throws RegistryUnavailable when the registry cannot be asked; try again later
     */
    boolean isCompatible(String subject, Schema schema);
}
