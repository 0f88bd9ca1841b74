package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.Ports;
import io.alpr.archive.access.AccessStore;
import io.alpr.embedded.EmbeddedFailure;
import io.alpr.embedded.EmbeddedStack;
import io.alpr.embedded.KafkaPorts;
import io.alpr.embedded.Secrets;
import io.alpr.embedded.StackPorts;
import io.alpr.embedded.StackSettings;
import io.alpr.embedded.Topology;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.camera.PassListener;
import io.alpr.service.StartFailure;
import io.alpr.vision.Engine;
import io.alpr.vision.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * All in one: the embedded servers and our services on them, in this process and its children.
 * Closing stops them in the opposite order of their start. Safe from any thread.
 */
public final class Installation implements AutoCloseable {
    private final AlprConfig config;
    private final Addresses addresses;
    private final Engine engine;
    private final Closing closing;

    private Installation(AlprConfig config, Addresses addresses, Engine engine, Closing closing) {
        this.config = config;
        this.addresses = addresses;
        this.engine = engine;
        this.closing = closing;
    }

    /**
     * Starts everything but the pilot, and waits until it serves.
     *
     * @param config whose ports are free, see {@link PortClaims}
     * @param say told what goes on, a line at a time
     * @throws StartFailure in one line; what had started is stopped again
     */
    public static Installation start(AlprConfig config, Consumer<String> say) {
        // Cameras first: a mistake in them should not cost the start of a stack.
        Cameras.of(config);
        long begun = System.nanoTime();
        var closing = new Closing();
        try {
            var secrets = SecretsFile.in(config.data());
            say.accept(
                    "Starting PostgreSQL, Kafka, the schema registry and the object store in "
                            + config.data());
            // The models load while the servers start.
            var loading =
                    CompletableFuture.supplyAsync(
                            () -> closing.keep(Services.engine(config, Purpose.VIDEO)));
            var stills =
                    loading.thenApply(_ -> closing.keep(Services.engine(config, Purpose.STILL)));
            var stack = closing.keep(EmbeddedStack.start(settings(config, secrets)));
            var addresses = Addresses.of(config, stack, secrets);
            var engine = loading.join();
            closing.keep(Services.recorder(config, addresses));
            closing.keep(Services.query(config, addresses, stills.join(), say));
            say.accept(
                    String.format(
                            Locale.ROOT, "Ready after %.1f s", (System.nanoTime() - begun) / 1e9));
            return new Installation(config, addresses, engine, closing);
        } catch (EmbeddedFailure e) {
            closing.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            closing.close();
            throw new StartFailure("the models do not load: " + e.getCause(), e);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Its accounts and keys; the caller closes it. */
    public AccessStore access() {
        return AccessStore.over(addresses.database());
    }

    /** Starts the pilot with the cameras of the configuration; it is closed with the rest. */
    public Pilot watch(PassListener listener) {
        return closing.keep(Services.pilot(config, addresses.broker(), engine, listener)).pilot();
    }

    @Override
    public void close() {
        closing.close();
    }

    private static StackSettings settings(AlprConfig config, Secrets secrets) {
        return new StackSettings(
                config.data(),
                ports(config.ports().data()),
                config.zookeeper() ? Topology.ZOOKEEPER : Topology.KRAFT,
                secrets,
                config.database().user(),
                List.of(config.database().name()));
    }

    private static StackPorts ports(Ports.Data data) {
        return new StackPorts(
                new KafkaPorts(
                        data.kafka(),
                        data.kafkaInternal(),
                        data.kafkaController(),
                        data.kafkaJmx()),
                data.schemaRegistry(),
                data.database(),
                data.objectStore(),
                data.zookeeper());
    }
}
