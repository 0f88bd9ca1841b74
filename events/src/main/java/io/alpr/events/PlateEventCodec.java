package io.alpr.events;

import java.time.DateTimeException;

/**
 * Plate events as the values of {@link Topics#PLATES}. Reads what any version of this program wrote
 * and what the reference's producers write; what is written here, the reference's consumers read.
 * Safe for use by many threads.
 */
public final class PlateEventCodec {
    private final AvroWire wire;
    private final String bucket;

    /**
     * @param registry that numbers the schema
     * @param bucket named in the {@code s3://} addresses of the pictures that are written; whoever
     *     reads takes the key alone, since it knows its own bucket
     */
    public PlateEventCodec(SchemaRegistry registry, String bucket) {
        this.wire = new AvroWire(registry, Topics.PLATES, Schemas.PLATE_EVENT);
        this.bucket = bucket;
    }

    /**
     * Asks for the schema's number now, so that the first event does not wait for it.
     *
     * @throws RegistryUnavailable when it cannot be had; the first event asks again
     * @throws IncompatibleSchema when the registry will not take our schema
     */
    public void prepare() {
        wire.prepare();
    }

    /**
     * The bytes of a record's value.
     *
     * @throws RegistryUnavailable when the schema's number cannot be had; try again later
     * @throws IncompatibleSchema when the registry will not take our schema
     */
    public byte[] encode(PlateEvent event) {
        return wire.write(PlateEventWriting.record(event, bucket));
    }

    /**
     * The event of a record's value.
     *
     * @throws Undecodable when the bytes are no event and never will be
     * @throws RegistryUnavailable when the writer's schema cannot be had; try again later
     */
    public PlateEvent decode(byte[] value) {
        var record = wire.read(value);
        try {
            return PlateEventReading.event(record);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Undecodable(
                    Undecodable.Reason.INVALID_VALUE, String.valueOf(e.getMessage()), e);
        }
    }
}
