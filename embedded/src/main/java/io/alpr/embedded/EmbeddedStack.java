package io.alpr.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything at once: PostgreSQL, Kafka and S3 side by side, the registry as soon as PostgreSQL
 * serves. Closing stops all, clients of others first. Thread-safe.
 */
public final class EmbeddedStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);

    private final EmbeddedPostgres postgres;
    private final EmbeddedRegistry registry;
    private final EmbeddedObjectStore objects;
    private final EmbeddedKafka kafka;
    private final List<EmbeddedZooKeeper> zooKeeper;

    private EmbeddedStack(Starting starting) {
        this.postgres = starting.postgres.join();
        this.registry = starting.registry.join();
        this.objects = starting.objects.join();
        this.kafka = starting.kafka.join();
        this.zooKeeper = starting.zooKeeper.join();
    }

    /**
     * Starts all and waits until all serve. When one fails, the others are stopped again.
     *
     * @param settings where and with which secrets
     * @return the running stack
     * @throws EmbeddedFailure naming the taken port and its holder before anything starts, or the
     *     service that did not come up
     */
    public static EmbeddedStack start(StackSettings settings) {
        Parts.locate();
        refuseTakenPorts(settings);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Starting starting = new Starting(settings, threads);
            try {
                starting.all().join();
                return new EmbeddedStack(starting);
            } catch (CompletionException failed) {
                starting.stopWhatStarted();
                throw failed.getCause() instanceof EmbeddedFailure named ? named : failed;
            }
        }
    }

    private static void refuseTakenPorts(StackSettings settings) {
        List<Holder> holders = Ports.check(settings.ports().of(settings.topology()));
        if (!holders.isEmpty()) {
            throw new EmbeddedFailure(
                    holders.stream().map(Holder::toString).collect(Collectors.joining("; "))
                            + ": stop it or choose other ports");
        }
    }

    /** What is being started; each part is a future of the running service. */
    private static final class Starting {
        private final CompletableFuture<EmbeddedPostgres> postgres;
        private final CompletableFuture<EmbeddedRegistry> registry;
        private final CompletableFuture<EmbeddedObjectStore> objects;
        private final CompletableFuture<EmbeddedKafka> kafka;
        private final CompletableFuture<List<EmbeddedZooKeeper>> zooKeeper;

        Starting(StackSettings settings, ExecutorService threads) {
            postgres =
                    CompletableFuture.supplyAsync(
                            timed("postgres", () -> EmbeddedPostgres.start(settings.postgres())),
                            threads);
            zooKeeper =
                    CompletableFuture.supplyAsync(
                            timed("zookeeper", () -> zooKeepers(settings)), threads);
            kafka =
                    zooKeeper.thenApplyAsync(
                            coordinators ->
                                    timed("kafka", () -> broker(settings, coordinators)).get(),
                            threads);
            objects =
                    CompletableFuture.supplyAsync(
                            timed("objects", () -> EmbeddedObjectStore.start(settings.objects())),
                            threads);
            registry =
                    postgres.thenApplyAsync(
                            server ->
                                    timed(
                                                    "registry",
                                                    () ->
                                                            EmbeddedRegistry.start(
                                                                    settings.registry(server)))
                                            .get(),
                            threads);
        }

        private static List<EmbeddedZooKeeper> zooKeepers(StackSettings settings) {
            return switch (settings.topology()) {
                case KRAFT -> List.of();
                case ZOOKEEPER ->
                        List.of(
                                EmbeddedZooKeeper.start(
                                        new ZooKeeperSettings(
                                                settings.data(), settings.ports().zooKeeper())));
            };
        }

        private static EmbeddedKafka broker(
                StackSettings settings, List<EmbeddedZooKeeper> coordinators) {
            String address =
                    coordinators.stream()
                            .map(EmbeddedZooKeeper::connectString)
                            .findFirst()
                            .orElse("");
            return EmbeddedKafka.start(
                    new KafkaSettings(
                            settings.data(),
                            settings.ports().kafka(),
                            address,
                            Map.of(),
                            settings.secrets().jmxPassword()));
        }

        private static <T> Supplier<T> timed(String name, Supplier<T> start) {
            return () -> {
                long begin = System.nanoTime();
                T service = start.get();
                LOG.info(
                        "service={} up after {} ms", name, (System.nanoTime() - begin) / 1_000_000);
                return service;
            };
        }

        CompletableFuture<Void> all() {
            return CompletableFuture.allOf(postgres, registry, objects, kafka);
        }

        void stopWhatStarted() {
            List<AutoCloseable> started = new ArrayList<>();
            List.of(registry, objects, kafka)
                    .forEach(part -> arrived(part).ifPresent(started::add));
            arrived(zooKeeper).ifPresent(started::addAll);
            arrived(postgres).ifPresent(started::add);
            closeAll(started);
        }

        /** The service, once its start has ended one way or the other. */
        private static <T> Optional<T> arrived(CompletableFuture<T> part) {
            return part.handle((service, failure) -> Optional.ofNullable(service)).join();
        }
    }

    private static void closeAll(List<? extends AutoCloseable> services) {
        for (AutoCloseable service : services) {
            try {
                service.close();
            } catch (Exception failed) {
                LOG.warn("a service did not stop cleanly: {}", failed.getMessage());
            }
        }
    }

    /**
     * The database.
     *
     * @return a running server, or one that was stopped
     */
    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /**
     * The schema registry.
     *
     * @return a running registry, or one that was stopped
     */
    public EmbeddedRegistry registry() {
        return registry;
    }

    /**
     * The object store.
     *
     * @return a running server, or one that was stopped
     */
    public EmbeddedObjectStore objects() {
        return objects;
    }

    /**
     * The broker.
     *
     * @return a running broker, or one that was stopped
     */
    public EmbeddedKafka kafka() {
        return kafka;
    }

    /**
     * ZooKeeper, when the topology has one.
     *
     * @return empty with KRaft
     */
    public Optional<EmbeddedZooKeeper> zooKeeper() {
        return zooKeeper.stream().findFirst();
    }

    /**
     * All processes, for a memory table.
     *
     * @return name of the service to its process ids
     */
    public Map<String, List<Long>> pids() {
        return Map.of(
                "postgres", postgres.pids(),
                "registry", registry.pids(),
                "objects", objects.pids(),
                "kafka", kafka.pids(),
                "zookeeper", zooKeeper().map(EmbeddedZooKeeper::pids).orElse(List.of()));
    }

    /**
     * Whether all of it runs.
     *
     * @return false when any process has ended
     */
    public boolean alive() {
        return postgres.alive()
                && registry.alive()
                && objects.alive()
                && kafka.alive()
                && zooKeeper.stream().allMatch(EmbeddedZooKeeper::alive);
    }

    /** Stops registry, S3 and Kafka side by side, then what they stood on. May be called again. */
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(
                            () -> {
                                registry.close();
                                postgres.close();
                            },
                            threads);
            CompletableFuture<Void> second = CompletableFuture.runAsync(objects::close, threads);
            CompletableFuture<Void> third =
                    CompletableFuture.runAsync(
                            () -> {
                                kafka.close();
                                closeAll(zooKeeper);
                            },
                            threads);
            CompletableFuture.allOf(first, second, third).join();
        }
    }
}
