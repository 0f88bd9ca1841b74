package io.alpr.app.bench;

import io.alpr.app.bench.RecorderReport.Pictured;
import io.alpr.app.bench.RecorderReport.Storing;
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
import io.alpr.service.Part;
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
 * shipped. Each way of storing has an empty database and is measured right after COPY's.
 */
public final class RecorderBench {
    private static final int PARTITIONS = 4;
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
     * @param events without a picture, at least one batch of them
     * @param pictured events with a picture, 0 for none
     * @param pictureBytes size of a picture
     */
    public record Plan(int events, int pictured, int pictureBytes) {
        public Plan {
            if (events < 1 || pictured < 0 || pictureBytes < 1) {
                throw new IllegalArgumentException(
                        "a recorder is measured with events and pictures of some size, got: %d, %d, %d bytes"
                                .formatted(events, pictured, pictureBytes));
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
            PilotRun.delete(data);
        }
    }

    /** What recorders need beside a broker. */
    private record Servers(EmbeddedPostgres postgres, EmbeddedObjectStore objects, URI registry) {
        DatabaseSettings database(String name) {
            return new DatabaseSettings(
                    "127.0.0.1", postgres.port(), name, postgres.user(), postgres.password(), 4);
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
        var drawn = new DrawnEvents(begin, 0);
        int batch = RecorderSettings.Batch.USUAL.recordsMax();
        List<String> indexes;
        Storing one;
        Storing two;
        try (var kafka = EmbeddedKafka.start(KafkaSettings.throwaway(data.resolve("kafka")))) {
            feed(servers.recorder(kafka, "one"), drawn, plan.events());
            var first = copied(servers, "copy_1", drawn, batch);
            one = new Storing(1, recorded(servers.recorder(kafka, "one"), 1), first);
            var second = copied(servers, "copy_2", drawn, batch);
            two = new Storing(2, recorded(servers.recorder(kafka, "two"), 2), second);
            indexes = indexes(servers);
        }
        var pictured =
                plan.pictured() == 0 ? List.<Pictured>of() : List.of(pictured(servers, data));
        return new RecorderReport(
                plan.events(),
                batch,
                PARTITIONS,
                indexes,
                List.of(one, two),
                pictured,
                MemorySample.mostResident());
    }

    private void feed(RecorderSettings settings, DrawnEvents drawn, int events) {
        try (var feed = new Feed(settings.kafka(), settings.schemaRegistry(), BUCKET, PARTITIONS)) {
            for (int i = 0; i < events; i++) {
                if (i % 10_000 == 0) {
                    progress.accept("sending %,d of %,d to Kafka".formatted(i, events));
                }
                var next = drawn.at(i);
                feed.send(next.event());
                next.pictures().forEach(feed::send);
            }
            feed.flush();
        }
    }

    /** Rows a second by COPY alone; drawing the events and writing them as text is not counted. */
    private double copied(Servers servers, String name, DrawnEvents drawn, int batch) {
        progress.accept("COPY alone");
        long nanos = 0;
        try (var database = Database.open(servers.database(name))) {
            var copy = new PlainCopy(database, BUCKET);
            for (int from = 0; from < plan.events(); from += batch) {
                var lines =
                        copy.lines(
                                IntStream.range(from, Math.min(from + batch, plan.events()))
                                        .mapToObj(i -> drawn.at(i).event())
                                        .toList());
                long started = System.nanoTime();
                copy.send(lines);
                nanos += System.nanoTime() - started;
            }
        }
        return plan.events() / (nanos / 1e9);
    }

    /** Events a second, from when the recorders have started until the last is in the table. */
    private double recorded(RecorderSettings settings, int recorders) throws InterruptedException {
        progress.accept("%d recorder%s".formatted(recorders, recorders == 1 ? "" : "s"));
        var running = new ArrayList<Running>();
        // Tables are made now and then, not with each event.
        Database.open(settings.database()).close();
        try {
            long started = System.nanoTime();
            for (int i = 0; i < recorders; i++) {
                running.add(Running.of(settings));
            }
            await(() -> stored(running) >= plan.events());
            double seconds = (System.nanoTime() - started) / 1e9;
            try (var database = Database.openMigrated(settings.database())) {
                demand(new PlainCopy(database, BUCKET).rows(), plan.events());
            }
            return plan.events() / seconds;
        } finally {
            running.forEach(Running::close);
        }
    }

    private Pictured pictured(Servers servers, Path data) throws InterruptedException {
        var drawn = new DrawnEvents(begin, plan.pictureBytes());
        var folder = data.resolve("kafka-pictured");
        try (var kafka = EmbeddedKafka.start(KafkaSettings.throwaway(folder))) {
            var settings = servers.recorder(kafka, "pictured");
            feed(settings, drawn, plan.pictured());
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
    private record Running(Part recorder, SimpleMeterRegistry meters) implements AutoCloseable {
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
