package io.alpr.app.bench;

import io.alpr.app.evaluate.Quantiles;
import io.alpr.app.stack.AlprChild;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.EventStore;
import io.alpr.archive.Partitions;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.Ports;
import io.alpr.embedded.PostgresSettings;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The live feed with many who listen: how long a pass takes from its transaction to each of them,
 * and what they cost in memory. The Query API in a process of its own, a PostgreSQL of its own;
 * passes are stored as a recorder does, and the listeners are in this process.
 */
public final class LiveBench {
    private static final String BUCKET = "alpr-plate-images";
    private static final int A_FEW = 10;
    private static final int WARM_PASSES = 200;
    private static final Duration WARM_APART = Duration.ofMillis(50);
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(15);

    private final LivePlan plan;
    private final Consumer<String> progress;

    /**
     * @param progress told in words what is done
     */
    public LiveBench(LivePlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param folder of the server's data, made in it and deleted afterwards
     */
    public LiveReport measure(Path folder) throws IOException, InterruptedException {
        var data = Files.createTempDirectory(Files.createDirectories(folder), "live-");
        progress.accept("starting PostgreSQL and the Query API");
        try (var postgres =
                EmbeddedPostgres.start(PostgresSettings.throwaway(data.resolve("db")))) {
            var settings = BenchArchive.settings(postgres);
            int port = Ports.free();
            try (var database = Database.open(settings);
                    var service = AlprChild.start("query", configuration(data, settings, port))) {
                awaitService(port);
                return measured(database, service.handle(), port, BenchArchive.key(settings));
            }
        } finally {
            Scratch.delete(data);
        }
    }

    private static Path configuration(Path data, DatabaseSettings settings, int port)
            throws IOException {
        var yaml =
                """
                data: %s
                ports: {services: {query: %d}}
                database: {host: 127.0.0.1, port: %d, name: %s, user: %s, password: "%s"}
                object_store: {endpoint: "127.0.0.1:9000", access_key: key, secret_key: secret}
                query: {requests_per_second: 10000}
                """
                        .formatted(
                                data.resolve("query"),
                                port,
                                settings.port(),
                                settings.name(),
                                settings.user(),
                                settings.password());
        return Files.writeString(data.resolve("query.yaml"), yaml);
    }

    private static void awaitService(int port) throws InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < end) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new StartFailure("the Query API did not start within %s".formatted(START_MAX));
    }

    private LiveReport measured(Database database, ProcessHandle service, int port, String key)
            throws IOException, InterruptedException {
        var begin = Instant.now();
        new Partitions(database).ahead(begin);
        var drawn = new DrawnEvents(begin, plan.apart(), 0, 1_000);
        var store = new EventStore(database, BUCKET);
        progress.accept("warming up");
        try (var few = listeners(A_FEW, port, key)) {
            stored(store, drawn, 0, WARM_PASSES, WARM_APART);
            few.await(WARM_PASSES, ARRIVAL_MAX);
        }
        long before = MemorySample.resident(service.pid());
        progress.accept("opening %,d connections".formatted(plan.listeners()));
        try (var all = listeners(plan.listeners(), port, key)) {
            long open = MemorySample.resident(service.pid());
            progress.accept("storing %,d passes".formatted(plan.passes()));
            long begun = System.nanoTime();
            var busy = busy(service);
            var sent = stored(store, drawn, WARM_PASSES, plan.passes(), plan.apart());
            var worked = busy(service).minus(busy);
            double processors = (double) worked.toNanos() / (System.nanoTime() - begun);
            all.await(plan.passes(), ARRIVAL_MAX);
            long most = MemorySample.mostResident(service.pid());
            return report(all, sent, new LiveReport.Memory(before, open, most), processors);
        }
    }

    private static Duration busy(ProcessHandle service) {
        return service.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Listeners listeners(int count, int port, String key)
            throws IOException, InterruptedException {
        var listeners = new Listeners(new ArrayList<>());
        try {
            for (int i = 0; i < count; i++) {
                listeners.all().add(new LiveListener(port, key));
            }
            for (var listener : listeners.all()) {
                listener.awaitReady();
            }
            return listeners;
        } catch (IOException | InterruptedException | RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    /**
     * Stores passes one by one at their times.
     *
     * @return when the storing of each began
     */
    private static Map<UUID, Long> stored(
            EventStore store, DrawnEvents drawn, int from, int count, Duration apart)
            throws InterruptedException {
        var sent = new HashMap<UUID, Long>();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            TimeUnit.NANOSECONDS.sleep(begun + i * apart.toNanos() - System.nanoTime());
            var event = drawn.at(from + i).event();
            sent.put(event.id().eventId(), System.nanoTime());
            store.store(List.of(event));
        }
        return sent;
    }

    private LiveReport report(
            Listeners listeners,
            Map<UUID, Long> sent,
            LiveReport.Memory memory,
            double processors) {
        var waits = new ArrayList<Double>();
        for (var listener : listeners.all()) {
            sent.forEach(
                    (id, at) -> listener.came(id).ifPresent(came -> waits.add((came - at) / 1e6)));
        }
        long twice = listeners.all().stream().mapToLong(LiveListener::twice).sum();
        return new LiveReport(
                plan,
                waits.size() - twice,
                new LiveReport.Wait(
                        Quantiles.of(waits, 0.5),
                        Quantiles.of(waits, 0.95),
                        Quantiles.of(waits, 0.99),
                        Quantiles.of(waits, 1)),
                memory,
                processors);
    }

    /** All who listen. */
    private record Listeners(List<LiveListener> all) implements AutoCloseable {
        void await(int passes, Duration most) throws InterruptedException {
            long end = System.nanoTime() + most.toNanos();
            while (all.stream().anyMatch(listener -> listener.count() < passes)
                    && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        @Override
        public void close() throws IOException {
            for (var listener : all) {
                listener.close();
            }
        }
    }
}
