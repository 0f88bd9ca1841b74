package io.alpr.recorder;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.RetentionPolicy;
import java.net.URI;
import java.time.Duration;

/**
 * What a recorder needs to know.
 *
 * @param kafka where records come from
 * @param schemaRegistry address, such as {@code http://localhost:8081}
 * @param database where events go
 * @param objectStore where pictures go
 * @param batch how much is stored at once
 * @param retention how long passes and pictures are kept
 * @param startWaitMax how long a start waits for the others to answer before it gives up
 */
public record RecorderSettings(
        Kafka kafka,
        URI schemaRegistry,
        DatabaseSettings database,
        ObjectStoreSettings objectStore,
        Batch batch,
        RetentionPolicy retention,
        Duration startWaitMax) {

    public RecorderSettings {
        if (startWaitMax.isNegative() || startWaitMax.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "recorder startWaitMax must be 0 to 1 day, got: " + startWaitMax);
        }
    }

    /** The same with another group. */
    public RecorderSettings withGroup(String group) {
        return new RecorderSettings(
                new Kafka(kafka.bootstrapServers(), group, kafka.replication()),
                schemaRegistry,
                database,
                objectStore,
                batch,
                retention,
                startWaitMax);
    }

    /** The same with another replication of topics that are made. */
    public RecorderSettings withReplication(int replication) {
        return new RecorderSettings(
                new Kafka(kafka.bootstrapServers(), kafka.group(), replication),
                schemaRegistry,
                database,
                objectStore,
                batch,
                retention,
                startWaitMax);
    }

    /** The same with another bound of how long the others are waited for. */
    public RecorderSettings withStartWait(Duration max) {
        return new RecorderSettings(
                kafka, schemaRegistry, database, objectStore, batch, retention, max);
    }

    /** The same with another policy of what is kept how long. */
    public RecorderSettings withRetention(RetentionPolicy policy) {
        return new RecorderSettings(
                kafka, schemaRegistry, database, objectStore, batch, policy, startWaitMax);
    }

    /** With the contract's group, a single broker's replication, usual batches, and all kept. */
    public static RecorderSettings of(
            String bootstrapServers,
            URI schemaRegistry,
            DatabaseSettings database,
            ObjectStoreSettings objectStore) {
        return new RecorderSettings(
                new Kafka(bootstrapServers, Kafka.GROUP, 1),
                schemaRegistry,
                database,
                objectStore,
                Batch.USUAL,
                RetentionPolicy.FOREVER,
                Duration.ofMinutes(5));
    }

    /**
     * @param bootstrapServers {@code host:port}, several with commas
     * @param group consumer group; recorders of one group share the work
     * @param replication of topics that are made because they are missing, 1 to 10
     */
    public record Kafka(String bootstrapServers, String group, int replication) {
        /** The contract's consumer group. */
        public static final String GROUP = "alpr-storage-consumer";

        public Kafka {
            if (bootstrapServers.isBlank() || group.isBlank()) {
                throw new IllegalArgumentException(
                        "recorder needs bootstrapServers and a group, got: '%s' and '%s'"
                                .formatted(bootstrapServers, group));
            }
            if (replication < 1 || replication > 10) {
                throw new IllegalArgumentException(
                        "topic replication must be 1 to 10, got: " + replication);
            }
        }
    }

    /**
     * @param recordsMax most records of one transaction, 1 to 10000; fewer when fewer wait
     * @param uploadsMax most pictures under way to the object store at once, 1 to 256
     */
    public record Batch(int recordsMax, int uploadsMax) {
        /** What a recorder takes unless it is told otherwise. */
        public static final Batch USUAL = new Batch(1000, 8);

        public Batch {
            if (recordsMax < 1 || recordsMax > 10_000 || uploadsMax < 1 || uploadsMax > 256) {
                throw new IllegalArgumentException(
                        "batch recordsMax must be 1 to 10000 and uploadsMax 1 to 256, got: %d and %d"
                                .formatted(recordsMax, uploadsMax));
            }
        }
    }
}
