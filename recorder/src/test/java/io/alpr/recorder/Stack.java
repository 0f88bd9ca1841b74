package io.alpr.recorder;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.EmbeddedRegistry;
import io.alpr.embedded.KafkaSettings;
import io.alpr.embedded.Ports;
import io.alpr.embedded.PostgresSettings;
import io.alpr.embedded.RegistrySettings;
import io.alpr.events.CameraStatus;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The real broker, registry, PostgreSQL and S3 server, and a producer as a pilot has one. */
final class Stack implements AutoCloseable {
    static final String DATABASE = "alpr_db";
    static final String SECOND_DATABASE = "second_db";

    private final PostgresSettings postgresSettings;
    private final EmbeddedKafka kafka;
    private final EmbeddedObjectStore objects;
    private final EmbeddedRegistry registry;
    private final HttpSchemaRegistry schemas;
    private final KafkaProducer<byte[], byte[]> producer;
    private EmbeddedPostgres postgres;

    /** The registry's own database server, so that ours can be killed without it. */
    private final EmbeddedPostgres registryPostgres;

    Stack(Path folder) {
        var first = PostgresSettings.throwaway(folder.resolve("archive"));
        postgresSettings =
                new PostgresSettings(
                        first.data(),
                        Ports.free(),
                        first.role(),
                        first.password(),
                        List.of(DATABASE, SECOND_DATABASE));
        postgres = EmbeddedPostgres.start(postgresSettings);
        registryPostgres =
                EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("registry-db")));
        kafka = EmbeddedKafka.start(KafkaSettings.throwaway(folder.resolve("kafka")));
        objects =
                EmbeddedObjectStore.start(
                        io.alpr.embedded.ObjectStoreSettings.throwaway(folder.resolve("objects")));
        registry =
                EmbeddedRegistry.start(
                        RegistrySettings.throwaway(folder.resolve("registry"), registryPostgres));
        schemas = new HttpSchemaRegistry(URI.create(registry.url()));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "acks",
                                "all",
                                "max.request.size",
                                9 << 20),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    RecorderSettings settings(String database) {
        return RecorderSettings.of(
                kafka.bootstrapServers(),
                URI.create(registry.url()),
                database(database),
                objectStore());
    }

    private DatabaseSettings database(String name) {
        return new DatabaseSettings(
                "localhost", postgres.port(), name, postgres.user(), postgres.password(), 5);
    }

    ObjectStoreSettings objectStore() {
        return new ObjectStoreSettings(
                objects.endpoint(), objects.accessKey(), objects.secretKey(), "alpr-plate-images");
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void send(PlateEvent event) {
        sendRaw(
                Topics.PLATES,
                event.id().cameraId(),
                new PlateEventCodec(schemas, "whatever").encode(event));
    }

    void send(CameraStatus status) {
        sendRaw(Topics.CAMERAS, status.cameraId(), new CameraStatusCodec(schemas).encode(status));
    }

    void send(PictureMessage picture) {
        var key = picture.eventId().toString().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.IMAGES, key, picture.jpeg());
        picture.headers()
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        sent(record);
    }

    void sendRaw(String topic, String key, byte[] value) {
        sent(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    void killDatabase() {
        postgres.kill();
    }

    void startDatabase() {
        postgres = EmbeddedPostgres.start(postgresSettings);
    }

    List<String> texts(String database, String sql) {
        try (var archive = Database.openMigrated(database(database))) {
            return archive.with(handle -> handle.createQuery(sql).mapTo(String.class).list());
        }
    }

    void run(String database, String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(database), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        schemas.close();
        registry.close();
        objects.close();
        kafka.close();
        registryPostgres.close();
        postgres.close();
    }

    private void sent(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
