package io.alpr.app.faults;

import io.alpr.archive.DatabaseSettings;
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
import io.alpr.recorder.RecorderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real servers of which each can die and come back in its place. The registry has a database of its
 * own and stays. Not safe for several threads.
 */
final class MortalStack implements AutoCloseable {
    private static final String BUCKET = "alpr-plate-images";
    private static final int CONNECTIONS = 4;

    private final Path folder;
    private final PostgresSettings postgresSettings;
    private final ObjectStoreSettings objectSettings;
    private final KafkaSettings kafkaSettings;
    private final EmbeddedPostgres registryPostgres;
    private final EmbeddedRegistry registry;
    private EmbeddedPostgres postgres;
    private EmbeddedObjectStore objects;
    private EmbeddedKafka kafka;

    /** Who can die. */
    enum Server {
        DATABASE,
        OBJECT_STORE,
        BROKER
    }

    /**
     * Starts all of them.
     *
     * @param folder of their data, empty
     */
    MortalStack(Path folder) {
        this.folder = folder;
        var own = PostgresSettings.throwaway(folder.resolve("postgres"));
        postgresSettings =
                new PostgresSettings(
                        own.data(), Ports.free(), own.role(), own.password(), own.databases());
        var store = ObjectStoreSettings.throwaway(folder.resolve("objects"));
        objectSettings =
                new ObjectStoreSettings(
                        store.data(), Ports.free(), store.accessKey(), store.secretKey());
        kafkaSettings =
                new KafkaSettings(folder.resolve("kafka"), new KafkaPorts(Ports.free(), 0, 0, 0));
        postgres = EmbeddedPostgres.start(postgresSettings);
        registryPostgres =
                EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("registry-db")));
        registry =
                EmbeddedRegistry.start(
                        RegistrySettings.throwaway(folder.resolve("registry"), registryPostgres));
        objects = EmbeddedObjectStore.start(objectSettings);
        kafka = EmbeddedKafka.start(kafkaSettings);
    }

    /**
     * Ends a server.
     *
     * @param cleanly whether it may say farewell; else it is killed
     */
    void stop(Server server, boolean cleanly) {
        switch (server) {
            case DATABASE -> end(cleanly, postgres::stop, postgres::kill);
            case OBJECT_STORE -> end(cleanly, objects::stop, objects::kill);
            case BROKER -> end(cleanly, kafka::stop, kafka::kill);
        }
    }

    private static void end(boolean cleanly, Runnable stop, Runnable kill) {
        (cleanly ? stop : kill).run();
    }

    /** Starts it again where it was, with what it had. */
    void start(Server server) {
        switch (server) {
            case DATABASE -> postgres = EmbeddedPostgres.start(postgresSettings);
            case OBJECT_STORE -> objects = EmbeddedObjectStore.start(objectSettings);
            case BROKER -> kafka = EmbeddedKafka.start(kafkaSettings);
        }
    }

    RecorderSettings settings() {
        var objectStore =
                new io.alpr.archive.ObjectStoreSettings(
                        "http://127.0.0.1:" + objectSettings.port(),
                        objectSettings.accessKey(),
                        objectSettings.secretKey(),
                        BUCKET);
        var database =
                new DatabaseSettings(
                        "127.0.0.1",
                        postgresSettings.port(),
                        postgresSettings.databases().getFirst(),
                        postgresSettings.role(),
                        postgresSettings.password(),
                        CONNECTIONS);
        return RecorderSettings.of(
                "127.0.0.1:" + kafkaSettings.ports().host(),
                URI.create(registry.url()),
                database,
                objectStore);
    }

    /** The {@code alpr.yaml} of a recorder with a port of its own. */
    Path configuration(String recorder) throws IOException {
        var settings = settings();
        var yaml =
                """
                data: %s
                ports: {services: {recorder: %d}}
                kafka: {bootstrap_servers: "%s", schema_registry_url: "%s"}
                database: {host: 127.0.0.1, port: %d, name: %s, user: %s, password: "%s"}
                object_store: {endpoint: "%s", access_key: "%s", secret_key: "%s"}
                """
                        .formatted(
                                folder.resolve(recorder),
                                Ports.free(),
                                settings.kafka().bootstrapServers(),
                                settings.schemaRegistry(),
                                settings.database().port(),
                                settings.database().name(),
                                settings.database().user(),
                                settings.database().password(),
                                settings.objectStore().endpoint(),
                                settings.objectStore().accessKey(),
                                settings.objectStore().secretKey());
        return Files.writeString(folder.resolve(recorder + ".yaml"), yaml);
    }

    @Override
    public void close() {
        objects.close();
        registry.close();
        registryPostgres.close();
        kafka.close();
        postgres.close();
    }
}
