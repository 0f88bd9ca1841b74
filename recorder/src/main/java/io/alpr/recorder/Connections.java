package io.alpr.recorder;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PictureStore;
import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.RegistryUnavailable;
import io.alpr.service.StartFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a recorder talks to, opened in order and closed in reverse. */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration ANSWER_MAX = Duration.ofMillis(1800);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Database database;
    private final PictureStore pictures;
    private final Admin admin;
    private final HttpSchemaRegistry registry;

    /**
     * @throws io.alpr.service.StartFailure when one of them does not answer in time
     */
    Connections(RecorderSettings settings) {
        var wait = new StartWait(settings.startWaitMax());
        try {
            database = kept(wait.until("database", () -> opened(settings.database())));
            pictures =
                    kept(
                            wait.until(
                                    "object store",
                                    () -> PictureStore.open(settings.objectStore())));
            admin = kept(Admin.create(KafkaProperties.admin(settings.kafka())));
            var replication = settings.kafka().replication();
            wait.until(
                    "broker",
                    () -> {
                        TopicSetup.makeMissing(admin, replication);
                        return true;
                    });
            registry = kept(new HttpSchemaRegistry(settings.schemaRegistry()));
            wait.until("schema registry", () -> answering(registry));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Database opened(DatabaseSettings settings) {
        try {
            return Database.open(settings);
        } catch (DatabaseUnavailable e) {
            if (e.isLasting()) {
                throw new StartFailure("recorder cannot start: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    Database database() {
        return database;
    }

    PictureStore pictures() {
        return pictures;
    }

    HttpSchemaRegistry registry() {
        return registry;
    }

    /** The names of those that do not answer within two seconds, all asked at once. */
    List<String> away() {
        var database = asked(this.database::answers);
        var pictures = asked(this.pictures::answers);
        var broker = asked(() -> TopicSetup.answers(admin));
        var registry = asked(this.registry::answers);
        var away = new ArrayList<String>();
        note(away, database, "database");
        note(away, pictures, "object store");
        note(away, broker, "broker");
        note(away, registry, "schema registry");
        return away;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            var next = opened.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.debug("closing {} failed", next, e);
            }
        }
        asking.shutdownNow();
    }

    private <T extends AutoCloseable> T kept(T resource) {
        opened.push(resource);
        return resource;
    }

    private static boolean answering(HttpSchemaRegistry registry) {
        if (!registry.answers()) {
            throw new RegistryUnavailable("registry " + registry.address() + " does not answer");
        }
        return true;
    }

    private CompletableFuture<Boolean> asked(BooleanSupplier question) {
        return CompletableFuture.supplyAsync(question::getAsBoolean, asking)
                .completeOnTimeout(false, ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void note(List<String> away, CompletableFuture<Boolean> answer, String name) {
        if (!answer.join()) {
            away.add(name);
        }
    }
}
