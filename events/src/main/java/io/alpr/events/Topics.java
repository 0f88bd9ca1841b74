package io.alpr.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topics of the system. The recorder creates those that are missing; nobody relies on automatic
 * creation.
 */
public final class Topics {
    /** Avro {@link PlateEvent}, key {@code camera_id}. */
    public static final String PLATES = "alpr.events.plates";

    /** JPEG bytes, key {@code event_id}, headers of {@link PictureMessage}. */
    public static final String IMAGES = "alpr.images";

    /** Avro {@link CameraStatus}, compacted, key {@code camera_id}. */
    public static final String CAMERAS = "alpr.cameras.status";

    /**
     * Records that can never be stored, raw, with reason, topic, partition, offset and time in
     * headers.
     */
    public static final String DEAD_LETTERS = "alpr.dlq";

    private static final int MIB = 1 << 20;

    private Topics() {}

    /**
     * What a topic must be.
     *
     * @param name of the topic
     * @param partitions at least 1
     * @param settings Kafka's own topic settings
     */
    public record Topic(String name, int partitions, Map<String, String> settings) {
        public Topic {
            settings = Map.copyOf(settings);
        }
    }

    /** All topics, each bounded in time and bytes. */
    public static List<Topic> all() {
        return List.of(
                new Topic(PLATES, 3, bounded(Duration.ofDays(7), 4096L * MIB, 1 * MIB)),
                new Topic(IMAGES, 3, bounded(Duration.ofDays(2), 8192L * MIB, 8 * MIB)),
                new Topic(
                        CAMERAS,
                        1,
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", Long.toString(Duration.ofDays(7).toMillis()),
                                "retention.bytes", Long.toString(256L * MIB))),
                new Topic(DEAD_LETTERS, 1, bounded(Duration.ofDays(30), 2048L * MIB, 10 * MIB)));
    }

    private static Map<String, String> bounded(Duration age, long bytes, int messageBytesMax) {
        return Map.of(
                "retention.ms", Long.toString(age.toMillis()),
                "retention.bytes", Long.toString(bytes),
                "max.message.bytes", Integer.toString(messageBytesMax));
    }
}
