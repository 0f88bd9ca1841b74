package io.alpr.app.faults;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.stack.Addresses;
import io.alpr.app.stack.Services;
import io.alpr.archive.Database;
import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.EmbeddedRegistry;
import io.alpr.embedded.KafkaPorts;
import io.alpr.embedded.KafkaSettings;
import io.alpr.embedded.ObjectStoreSettings;
import io.alpr.embedded.Ports;
import io.alpr.embedded.PostgresSettings;
import io.alpr.embedded.RegistrySettings;
import io.alpr.service.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Everything that pilots send to: a real broker, registry, PostgreSQL, S3, and our recorder. */
final class Center implements AutoCloseable {
    private final Path folder;
    private final KafkaSettings broker;
    private final EmbeddedPostgres postgres;
    private final EmbeddedRegistry registry;
    private final EmbeddedObjectStore objects;
    private final Part recorder;
    private final Database archive;
    private EmbeddedKafka kafka;

    Center(Path folder) throws IOException {
        this.folder = folder;
        // Of a known port, so that it can come back where it was.
        broker = new KafkaSettings(folder.resolve("kafka"), new KafkaPorts(Ports.free(), 0, 0, 0));
        var starting = CompletableFuture.supplyAsync(() -> EmbeddedKafka.start(broker));
        objects =
                EmbeddedObjectStore.start(ObjectStoreSettings.throwaway(folder.resolve("objects")));
        postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("postgres")));
        registry =
                EmbeddedRegistry.start(
                        RegistrySettings.throwaway(folder.resolve("registry"), postgres));
        kafka = starting.join();
        var config = read(configuration("center", List.of()));
        var addresses = Addresses.configured(config);
        recorder = Services.recorder(config, addresses);
        archive = Database.openMigrated(addresses.database());
    }

    /** The {@code alpr.yaml} of a pilot with an outbox and a port of its own. */
    Path configuration(String pilot, List<String> cameras) throws IOException {
        var yaml =
                """
                site: north
                host: %s
                data: %s
                ports: {services: {pilot: %d, recorder: %d}}
                kafka: {bootstrap_servers: "%s", schema_registry_url: "%s"}
                database: {host: 127.0.0.1, port: %d, name: alpr_db, user: %s, password: "%s"}
                object_store: {endpoint: "%s", access_key: "%s", secret_key: "%s"}
                # The film was taken on a day long ago, whenever it is seen.
                retention: {events: 0d, pictures: 0d}
                cameras: [%s]
                """
                        .formatted(
                                pilot,
                                folder.resolve(pilot),
                                Ports.free(),
                                Ports.free(),
                                kafka.bootstrapServers(),
                                registry.url(),
                                postgres.port(),
                                postgres.user(),
                                postgres.password(),
                                objects.endpoint(),
                                objects.accessKey(),
                                objects.secretKey(),
                                String.join(", ", cameras));
        return Files.writeString(folder.resolve(pilot + ".yaml"), yaml);
    }

    static AlprConfig read(Path yaml) {
        return ConfigFiles.read(Optional.of(yaml), Map.of());
    }

    /** What the archive has of one camera, in order of time. */
    List<ArchivedPass> archived(String camera) {
        return archive.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT event_id, revision, camera_id, plate_normalized_text,
                                            captured_at, array_to_string(flags, ','), picture_state
                                        FROM plate_events WHERE camera_id = :camera ORDER BY captured_at
                                        """)
                                .bind("camera", camera)
                                .map(
                                        (row, _) ->
                                                new ArchivedPass(
                                                        row.getObject(1, UUID.class),
                                                        row.getInt(2),
                                                        row.getString(3),
                                                        row.getString(4),
                                                        row.getTimestamp(5).toInstant(),
                                                        flags(row.getString(6)),
                                                        row.getString(7)))
                                .list());
    }

    private static List<String> flags(String list) {
        return Arrays.stream(list.split(",", -1)).filter(flag -> !flag.isEmpty()).toList();
    }

    void stopBroker() {
        kafka.stop();
    }

    void startBroker() {
        kafka = EmbeddedKafka.start(broker);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String registry() {
        return registry.url();
    }

    @Override
    public void close() {
        archive.close();
        recorder.close();
        objects.close();
        registry.close();
        kafka.close();
        postgres.close();
    }
}
