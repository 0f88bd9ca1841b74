package io.alpr.recorder;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of our Kafka clients, in one place. */
final class KafkaProperties {
    /** A dead letter carries a whole record of any other topic and some headers. */
    private static final int REQUEST_BYTES_MAX = 10 << 20;

    private KafkaProperties() {}

    static Map<String, Object> admin(RecorderSettings.Kafka kafka) {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "alpr-recorder-admin",
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
    }

    static Map<String, Object> consumer(RecorderSettings settings, String lane) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.kafka().group(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "alpr-recorder-" + lane,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                settings.batch().recordsMax(),
                // A batch waits for its transaction and its uploads, each bounded, together less.
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                600_000,
                // What a killed one had goes to the others after so long; Kafka's own is 45 s.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                15_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                32 << 20);
    }

    /** Reads the topic of dead letters in no group. */
    static Map<String, Object> deadLetterBox(RecorderSettings.Kafka kafka) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "alpr-dlq",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
    }

    static Map<String, Object> deadLetters(RecorderSettings.Kafka kafka) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "alpr-recorder-dlq",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                REQUEST_BYTES_MAX,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000);
    }
}
