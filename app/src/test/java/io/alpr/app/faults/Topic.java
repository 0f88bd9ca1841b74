package io.alpr.app.faults;

import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a broker has of the events of a camera. */
record Topic(String bootstrapServers, String registry) {

    /** All that lies there now, copies among them, in the order in which it came. */
    List<PlateEvent.PassId> of(String camera) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        var found = new ArrayList<PlateEvent.PassId>();
        try (var schemas = new HttpSchemaRegistry(URI.create(registry));
                var consumer =
                        new KafkaConsumer<>(
                                settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var codec = new PlateEventCodec(schemas, "whatever");
            var partitions =
                    consumer.partitionsFor(Topics.PLATES).stream()
                            .map(info -> new TopicPartition(Topics.PLATES, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions).entrySet();
            while (ends.stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (camera.equals(message.key())) {
                        found.add(codec.decode(message.value()).id());
                    }
                }
            }
        }
        return found;
    }
}
