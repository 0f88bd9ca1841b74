package io.alpr.app.bench;

import io.alpr.app.bench.RecorderReport.Pictured;
import io.alpr.app.bench.RecorderReport.Storing;
import io.alpr.app.evaluate.Quantiles;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.PlainCopy;
import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.EmbeddedRegistry;
import io.alpr.embedded.KafkaSettings;
import io.alpr.embedded.PostgresSettings;
import io.alpr.embedded.RegistrySettings;
import io.alpr.recorder.Feed;
import io.alpr.recorder.Recorder;
import io.alpr.recorder.RecorderSettings;
import io.alpr.service.StartFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How fast events come from Kafka into the archive's table, as a share of COPY alone into the same
 * table: a real broker, registry, PostgreSQL and S3 server of their own, durable as they are
 * shipped. Each way of storing has a database of its own and is measured in turns with COPY, in
 * rounds, so that a machine that is slow for a while is slow for both.
 */
public final class RecorderBench {
    private static final int PARTITIONS = 4;
    private static final int ROUNDS = 4;
    private static final int EVENTS_MIN = 10_000;
    private static final String BUCKET = "alpr-plate-images";
    private static final Duration STORED_WITHIN = Duration.ofMinutes(30);
    private static final List<String> DATABASES =
            List.of("alpr_db", "copy_1", "one", "copy_2", "two", "pictured");

    private final Plan plan;
    private final Consumer<String> progress;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS);

    /**
     * How much is stored.
     *
     * @param events without a picture, {@value #EVENTS_MIN} or more: some batches in each round
     * @param pictured events with a picture, 0 for none
     * @param pictureBytes size of a picture
     */
    public record Plan(int events, int pictured, int pictureBytes) {
        public Plan {
            if (events < EVENTS_MIN || pictured < 0 || pictureBytes < 1) {
                throw new IllegalArgumentException(
                        "a recorder is measured with %d events or more, and pictures of a byte or more, got: %d, %d pictures of %d bytes"
                                .formatted(EVENTS_MIN, events, pictured, pictureBytes));
            }
        }
    }

    /**
     * @param progress told in words what is done
     */
    public RecorderBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param folder of the servers' data, made in it and deleted afterwards
     */
    public RecorderReport measure(Path folder) throws IOException, InterruptedException {
        var data = Files.createTempDirectory(Files.createDirectories(folder), "recorder-");
        progress.accept("starting PostgreSQL, S3 and the schema registry");
        var own = PostgresSettings.throwaway(data.resolve("postgres"));
        var settings = new PostgresSettings(own.data(), 0, own.role(), own.password(), DATABASES);
        try (var postgres = EmbeddedPostgres.start(settings);
                var objects =
                        EmbeddedObjectStore.start(
                                io.alpr.embedded.ObjectStoreSettings.throwaway(
                                        data.resolve("objects")));
                var registry =
                        EmbeddedRegistry.start(
                                RegistrySettings.throwaway(data.resolve("registry"), postgres))) {
            var servers = new Servers(postgres, objects, URI.create(registry.url()));
            return measure(servers, data);
        } finally {
            Scratch.delete(data);
        }
    }

    /** What recorders need beside a broker. */
    private record Servers(EmbeddedPostgres postgres, EmbeddedObjectStore objects, URI registry) {
        DatabaseSettings database(String name) {
            return new DatabaseSettings(
                    "127.0.0.1", postgres.port(), name, postgres.user(), postgres.password(), 6);
        }

        RecorderSettings recorder(EmbeddedKafka kafka, String database) {
            var store =
                    new ObjectStoreSettings(
                            objects.endpoint(), objects.accessKey(), objects.secretKey(), BUCKET);
            return RecorderSettings.of(
                            kafka.bootstrapServers(), registry, database(database), store)
                    .withGroup("bench-" + database);
        }
    }

    private RecorderReport measure(Servers servers, Path data)
            throws IOException, InterruptedException {
        var one = new Ways(1, "one", "copy_1");
        var two = new Ways(2, "two", "copy_2");
        try (var kafka = EmbeddedKafka.start(KafkaSettings.throwaway(data.resolve("kafka")));
                var feed = feed(servers.recorder(kafka, "one"))) {
            // Tables are made now and then, not with each event.
            DATABASES.forEach(name -> Database.open(servers.database(name)).close());
            for (int round = 0; round < ROUNDS; round++) {
                var part = Part.of(round, plan.events());
                send(feed, new DrawnEvents(begin, 0), part);
                for (var way : List.of(one, two)) {
                    way.copied.add(copied(servers, way.copyName, part));
                    way.recorded.add(recorded(servers.recorder(kafka, way.name), way, part));
                }
            }
        }
        var pictured =
                plan.pictured() == 0 ? List.<Pictured>of() : List.of(pictured(servers, data));
        return new RecorderReport(
                plan.events(),
                RecorderSettings.Batch.USUAL.recordsMax(),
                PARTITIONS,
                indexes(servers),
                List.of(one.storing(), two.storing()),
                pictured,
                MemorySample.mostResident());
    }

    /** Events of one round, half-open. */
    private record Part(int from, int to) {
        static Part of(int round, int events) {
            return new Part(
                    (int) ((long) events * round / ROUNDS),
                    (int) ((long) events * (round + 1) / ROUNDS));
        }

        int size() {
            return to - from;
        }
    }

    /** A way of storing and COPY beside it, a figure for each round. */
    private static final class Ways {
        private final int recorders;
        private final String name;
        private final String copyName;
        private final List<Double> recorded = new ArrayList<>();
        private final List<Double> copied = new ArrayList<>();

        private Ways(int recorders, String name, String copyName) {
            this.recorders = recorders;
            this.name = name;
            this.copyName = copyName;
        }

        private Storing storing() {
            var ratios =
                    IntStream.range(0, ROUNDS)
                            .mapToObj(round -> recorded.get(round) / copied.get(round))
                            .toList();
            return new Storing(recorders, median(recorded), median(copied), median(ratios));
        }

        private static double median(List<Double> values) {
            return Quantiles.of(values, 0.5);
        }
    }

    private static Feed feed(RecorderSettings settings) {
        return new Feed(settings.kafka(), settings.schemaRegistry(), BUCKET, PARTITIONS);
    }

    private void send(Feed feed, DrawnEvents drawn, Part part) {
        for (int i = part.from(); i < part.to(); i++) {
            if (i % 10_000 == 0) {
                progress.accept("sending %,d to Kafka".formatted(i));
            }
            var next = drawn.at(i);
            feed.send(next.event());
            next.pictures().forEach(feed::send);
        }
        feed.flush();
    }

    /** Rows a second by COPY alone; drawing the events and writing them as text is not counted. */
    private double copied(Servers servers, String name, Part part) {
        progress.accept("COPY alone");
        var drawn = new DrawnEvents(begin, 0);
        int batch = RecorderSettings.Batch.USUAL.recordsMax();
        long nanos = 0;
        try (var database = Database.openMigrated(servers.database(name))) {
            var copy = new PlainCopy(database, BUCKET);
            for (int from = part.from(); from < part.to(); from += batch) {
                var lines =
                        copy.lines(
                                IntStream.range(from, Math.min(from + batch, part.to()))
                                        .mapToObj(i -> drawn.at(i).event())
                                        .toList());
                long started = System.nanoTime();
                copy.send(lines);
                nanos += System.nanoTime() - started;
            }
        }
        return part.size() / (nanos / 1e9);
    }

    /** Events a second from the first batch in the table until the last. */
    private double recorded(RecorderSettings settings, Ways way, Part part)
            throws InterruptedException {
        progress.accept("%d recorder%s".formatted(way.recorders, way.recorders == 1 ? "" : "s"));
        var running = new ArrayList<Running>();
        try {
            for (int i = 0; i < way.recorders; i++) {
                running.add(Running.of(settings));
            }
            await(() -> stored(running) > 0);
            long first = stored(running);
            long started = System.nanoTime();
            await(() -> stored(running) >= part.size());
            double seconds = (System.nanoTime() - started) / 1e9;
            try (var database = Database.openMigrated(settings.database())) {
                demand(new PlainCopy(database, BUCKET).rows(), part.to());
            }
            return (part.size() - first) / seconds;
        } finally {
            running.forEach(Running::close);
        }
    }

    private Pictured pictured(Servers servers, Path data) throws InterruptedException {
        var drawn = new DrawnEvents(begin, plan.pictureBytes());
        var folder = data.resolve("kafka-pictured");
        try (var kafka = EmbeddedKafka.start(KafkaSettings.throwaway(folder))) {
            var settings = servers.recorder(kafka, "pictured");
            try (var feed = feed(settings)) {
                send(feed, drawn, new Part(0, plan.pictured()));
            }
            progress.accept("one recorder, with pictures");
            long started = System.nanoTime();
            try (var recorder = Running.of(settings);
                    var database = Database.openMigrated(settings.database())) {
                var table = new PlainCopy(database, BUCKET);
                await(() -> recorder.stored() >= 2L * plan.pictured());
                double seconds = (System.nanoTime() - started) / 1e9;
                demand(table.rowsWithPictures(), plan.pictured());
                return new Pictured(
                        plan.pictured(), plan.pictureBytes(), plan.pictured() / seconds);
            }
        }
    }

    private static void demand(long found, long wanted) {
        if (found != wanted) {
            throw new StartFailure(
                    "the archive has %d of %d events: nothing can be said of its speed"
                            .formatted(found, wanted));
        }
    }

    private static long stored(List<Running> running) {
        return running.stream().mapToLong(Running::stored).sum();
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + STORED_WITHIN.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StartFailure("not stored within " + STORED_WITHIN);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** A recorder and its counts. */
    private record Running(io.alpr.service.Part recorder, SimpleMeterRegistry meters)
            implements AutoCloseable {
        static Running of(RecorderSettings settings) {
            var meters = new SimpleMeterRegistry();
            return new Running(Recorder.start(settings, meters), meters);
        }

        long stored() {
            return (long) meters.get("kafka.consumer.messages.stored").counter().count();
        }

        @Override
        public void close() {
            recorder.close();
        }
    }

    private static List<String> indexes(Servers servers) {
        try (var database = Database.openMigrated(servers.database("one"))) {
            return new PlainCopy(database, BUCKET).indexes();
        }
    }
}
