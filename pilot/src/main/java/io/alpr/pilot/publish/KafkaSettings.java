package io.alpr.pilot.publish;

import java.net.URI;
import java.util.Map;

/**
 * How a pilot reaches the broker.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param registry of schemas, e.g. {@code http://localhost:8081}
 * @param bucket that the recorder keeps pictures in, as events name it
 * @param clientId as the broker's logs and quotas know this pilot
 * @param client further settings of Kafka's client, such as those of TLS and login
 */
public record KafkaSettings(
        String bootstrapServers,
        URI registry,
        String bucket,
        String clientId,
        Map<String, String> client) {
    public KafkaSettings {
        client = Map.copyOf(client);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "bootstrap servers must be host:port, e.g. localhost:9092, got nothing");
        }
    }
}
