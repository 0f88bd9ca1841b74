package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.embedded.EmbeddedStack;
import io.alpr.embedded.Secrets;
import java.net.URI;
import java.nio.file.Files;

/**
 * Where our services find the parts they stand on.
 *
 * @param broker where events travel
 * @param database the archive
 * @param objectStore the pictures
 */
public record Addresses(Broker broker, DatabaseSettings database, ObjectStoreSettings objectStore) {

    /**
     * All that a pilot needs.
     *
     * @param bootstrapServers of Kafka, host:port, comma separated
     * @param schemaRegistry Confluent's REST API
     */
    public record Broker(String bootstrapServers, URI schemaRegistry) {
        /** As the configuration says, for a service that runs alone. */
        public static Broker configured(AlprConfig config) {
            return new Broker(
                    config.kafka().bootstrapServers(),
                    URI.create(config.kafka().schemaRegistryUrl()));
        }
    }

    /** As the configuration says, for a service that runs alone. */
    public static Addresses configured(AlprConfig config) {
        var database = config.database();
        var objects = config.objectStore();
        return new Addresses(
                Broker.configured(config),
                new DatabaseSettings(
                        database.host(),
                        database.port(),
                        database.name(),
                        database.user(),
                        database.password()),
                new ObjectStoreSettings(
                        objects.endpoint(),
                        objects.accessKey(),
                        objects.secretKey(),
                        objects.bucket(),
                        objects.publicEndpoint()));
    }

    /**
     * For a command beside what runs: those of the stack that {@code up} runs with this
     * configuration, whose secrets lie in its data folder; where a password is configured, as the
     * configuration says.
     */
    public static Addresses administered(AlprConfig config) {
        if (!runsHere(config)) {
            return configured(config);
        }
        var secrets = SecretsFile.in(config.data());
        var ports = config.ports().data();
        return new Addresses(
                new Broker(
                        "127.0.0.1:" + ports.kafka(),
                        URI.create("http://127.0.0.1:" + ports.schemaRegistry())),
                archive(config),
                new ObjectStoreSettings(
                        "127.0.0.1:" + ports.objectStore(),
                        secrets.objectAccessKey(),
                        secrets.objectSecretKey(),
                        config.objectStore().bucket(),
                        config.objectStore().publicEndpoint()));
    }

    /** The database of {@link #administered}, for what needs nothing else. */
    public static DatabaseSettings archive(AlprConfig config) {
        var database = config.database();
        return runsHere(config)
                ? new DatabaseSettings(
                        "127.0.0.1",
                        config.ports().data().database(),
                        database.name(),
                        database.user(),
                        SecretsFile.in(config.data()).databasePassword())
                : new DatabaseSettings(
                        database.host(),
                        database.port(),
                        database.name(),
                        database.user(),
                        database.password());
    }

    private static boolean runsHere(AlprConfig config) {
        return config.database().password().isEmpty()
                && Files.exists(config.data().resolve(SecretsFile.NAME));
    }

    /** Those of a running embedded stack. */
    public static Addresses of(AlprConfig config, EmbeddedStack stack, Secrets secrets) {
        return new Addresses(
                new Broker(stack.kafka().bootstrapServers(), URI.create(stack.registry().url())),
                new DatabaseSettings(
                        "127.0.0.1",
                        stack.postgres().port(),
                        config.database().name(),
                        config.database().user(),
                        secrets.databasePassword()),
                new ObjectStoreSettings(
                        stack.objects().endpoint(),
                        secrets.objectAccessKey(),
                        secrets.objectSecretKey(),
                        config.objectStore().bucket(),
                        config.objectStore().publicEndpoint()));
    }
}
