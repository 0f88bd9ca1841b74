package io.alpr.pilot.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers that lose nothing: every replica acknowledges, and a repeated send is known. */
final class KafkaProducers {
    /** Above the largest picture, below the topic's {@code max.message.bytes}. */
    private static final int REQUEST_BYTES_MAX = 8 << 20;

    private static final int BUFFER_BYTES = 64 << 20;
    private static final int BLOCK_MS_MAX = 5_000;
    private static final int REQUEST_MS = 10_000;
    private static final int DELIVERY_MS = 20_000;
    private static final int LINGER_MS = 2;

    private KafkaProducers() {}

    static Producer<String, byte[]> of(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) BLOCK_MS_MAX);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
