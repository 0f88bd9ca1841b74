package io.alpr.app.bench;

import io.alpr.archive.Database;
import io.alpr.archive.EventStore;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.Partitions;
import io.alpr.archive.PictureStore;
import io.alpr.archive.PlainCopy;
import io.alpr.archive.Retention;
import io.alpr.archive.RetentionPolicy;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.recorder.RecorderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Whether a full archive is as quick as an empty one, and what retention costs: stores as a
 * recorder does into the empty table, fills it by COPY, stores as before into the full one, and
 * lets the first day go. A PostgreSQL of its own, durable as it is shipped.
 */
public final class ArchiveBench {
    private static final String BUCKET = "alpr-plate-images";
    private static final int FILL_AT_ONCE = 5_000;
    private static final int TELL_EVERY = 100_000;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Instant begin;

    /**
     * How much.
     *
     * @param rows in all
     * @param days over which they lie, 2 or more
     * @param timed rows of the first and of the last part, which are measured
     */
    public record Plan(int rows, int days, int timed) {
        public Plan {
            if (days < 2 || timed < 1_000 || rows < 3L * timed) {
                throw new IllegalArgumentException(
                        "an archive is measured over two days or more, with 1000 rows timed or more and three times as many in all, got: %d days, %d timed of %d"
                                .formatted(days, timed, rows));
            }
        }

        Duration apart() {
            return Duration.ofDays(days).dividedBy(rows);
        }
    }

    /**
     * @param progress told in words what is done
     */
    public ArchiveBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(plan.days(), ChronoUnit.DAYS);
    }

    /**
     * Measures.
     *
     * @param folder of the servers' data, made in it and deleted afterwards
     */
    public ArchiveReport measure(Path folder) throws IOException, InterruptedException {
        var data = Files.createTempDirectory(Files.createDirectories(folder), "archive-");
        progress.accept("starting PostgreSQL and S3");
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(data.resolve("db")));
                var objects =
                        EmbeddedObjectStore.start(
                                io.alpr.embedded.ObjectStoreSettings.throwaway(
                                        data.resolve("objects")));
                var database = Database.open(BenchArchive.settings(postgres));
                var pictures =
                        PictureStore.open(
                                new ObjectStoreSettings(
                                        objects.endpoint(),
                                        objects.accessKey(),
                                        objects.secretKey(),
                                        BUCKET))) {
            return measured(database, pictures);
        } finally {
            Scratch.delete(data);
        }
    }

    private ArchiveReport measured(Database database, PictureStore pictures) {
        var drawn = new DrawnEvents(begin, plan.apart(), 0);
        var partitions = new Partitions(database);
        partitions.ahead(Instant.now());
        partitions.cover(begin, plan.days());
        progress.accept("storing into the empty table");
        double empty = stored(database, drawn, 0);
        int last = plan.rows() - plan.timed();
        double filling = filled(database, drawn, plan.timed(), last);
        progress.accept("storing into the full table");
        double full = stored(database, drawn, last);
        progress.accept("letting the first day go");
        var kept = Duration.ofDays(plan.days() - 1L);
        var policy = new RetentionPolicy(new RetentionPolicy.Ages(kept, kept), Map.of());
        var now = begin.plus(plan.days(), ChronoUnit.DAYS);
        long started = System.nanoTime();
        var taken = new Retention(database, pictures).apply(policy, now);
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ArchiveReport(
                plan,
                new ArchiveReport.Rates(empty, filling, full),
                new ArchiveReport.Drop(taken.events(), taken.partitions(), seconds),
                new PlainCopy(database, BUCKET).rows());
    }

    /** Rows a second, in transactions as a recorder makes them; drawing is not counted. */
    private double stored(Database database, DrawnEvents drawn, int from) {
        var store = new EventStore(database, BUCKET);
        int batch = RecorderSettings.Batch.USUAL.recordsMax();
        long nanos = 0;
        for (int at = from; at < from + plan.timed(); at += batch) {
            int until = Math.min(at + batch, from + plan.timed());
            var events = IntStream.range(at, until).mapToObj(i -> drawn.at(i).event()).toList();
            long started = System.nanoTime();
            store.store(events);
            nanos += System.nanoTime() - started;
        }
        return plan.timed() / (nanos / 1e9);
    }

    private double filled(Database database, DrawnEvents drawn, int from, int until) {
        var copy = new PlainCopy(database, BUCKET);
        long nanos = 0;
        for (int at = from; at < until; at += FILL_AT_ONCE) {
            if ((at - from) % TELL_EVERY == 0) {
                progress.accept("filling: %,d of %,d rows".formatted(at, plan.rows()));
            }
            var lines =
                    copy.lines(
                            IntStream.range(at, Math.min(at + FILL_AT_ONCE, until))
                                    .parallel()
                                    .mapToObj(i -> drawn.at(i).event())
                                    .toList());
            long started = System.nanoTime();
            copy.send(lines);
            nanos += System.nanoTime() - started;
        }
        return (until - from) / (nanos / 1e9);
    }
}
