package io.alpr.recorder;

import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts events and pictures on the topics as pilots do, as fast as the broker takes them: for
 * measurements of a recorder on a broker of their own. Not safe for several threads.
 */
public final class Feed implements AutoCloseable {
    private static final int LINGER_MS = 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int REQUEST_BYTES_MAX = 9 << 20;

    private final HttpSchemaRegistry schemas;
    private final PlateEventCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    /**
     * Makes the topics.
     *
     * @param kafka a broker that has none of the topics yet
     * @param registry address of the schema registry
     * @param bucket of the pictures
     * @param partitions of the topics of events and of pictures, at least 1
     * @throws KafkaException when the broker does not answer, or has the topics already
     */
    public Feed(RecorderSettings.Kafka kafka, URI registry, String bucket, int partitions) {
        makeTopics(kafka, partitions);
        schemas = new HttpSchemaRegistry(registry);
        codec = new PlateEventCodec(schemas, bucket);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers(),
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.LINGER_MS_CONFIG,
                                LINGER_MS,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                BATCH_BYTES,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                REQUEST_BYTES_MAX),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    private static void makeTopics(RecorderSettings.Kafka kafka, int partitions) {
        try (var admin = Admin.create(KafkaProperties.admin(kafka))) {
            var topics =
                    List.of(Topics.PLATES, Topics.IMAGES).stream()
                            .map(
                                    name ->
                                            new NewTopic(
                                                    name, partitions, (short) kafka.replication()))
                            .toList();
            admin.createTopics(topics).all().get();
            TopicSetup.makeMissing(admin, kafka.replication());
        } catch (ExecutionException e) {
            throw new KafkaException("the topics cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while making the topics", e);
        }
    }

    /** Sends an event; it may still be on its way when this returns. */
    public void send(PlateEvent event) {
        send(Topics.PLATES, event.id().cameraId(), encoded(event));
    }

    /** An event as {@link #send(PlateEvent)} sends it. */
    public byte[] encoded(PlateEvent event) {
        return codec.encode(event);
    }

    /** Sends whatever it is; it may still be on its way when this returns. */
    public void send(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Sends a picture; it may still be on its way when this returns. */
    public void send(PictureMessage picture) {
        send(picture.eventId().toString(), picture);
    }

    /** The same under another key than pilots give it. */
    public void send(String key, PictureMessage picture) {
        var record =
                new ProducerRecord<>(
                        Topics.IMAGES, key.getBytes(StandardCharsets.UTF_8), picture.jpeg());
        picture.headers()
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        // Whether it arrived is asked of the callback alone, all at once in flush().
        var _ =
                producer.send(
                        record,
                        (_, failed) -> {
                            if (failed != null) {
                                failures.add(failed);
                            }
                        });
    }

    /**
     * Waits until the broker has all that was sent.
     *
     * @throws KafkaException when it did not take something
     */
    public void flush() {
        producer.flush();
        if (!failures.isEmpty()) {
            throw new KafkaException(
                    "the broker did not take %d records".formatted(failures.size()),
                    failures.peek());
        }
    }

    @Override
    public void close() {
        producer.close();
        schemas.close();
    }
}
