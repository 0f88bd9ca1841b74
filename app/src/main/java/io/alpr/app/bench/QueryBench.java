package io.alpr.app.bench;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.Partitions;
import io.alpr.archive.PlainCopy;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.PlateEvent;
import io.alpr.query.QueryApi;
import io.alpr.query.QuerySettings;
import io.alpr.service.Listen;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The Query API over a full archive, against the same questions asked by pgbench: login, roles and
 * audit on, nothing cached but who asks. A PostgreSQL of its own, with the API in this process.
 */
public final class QueryBench {
    private static final String BUCKET = "alpr-plate-images";
    private static final int FILL_AT_ONCE = 5_000;
    private static final int TELL_EVERY = 100_000;
    private static final int POOL = 10_000;
    private static final Duration WARM = Duration.ofSeconds(3);

    /**
     * A service runs for months: what its first minute costs, compiling, is not what is measured.
     */
    private static final Duration WARM_FIRST = Duration.ofSeconds(60);

    private final Plan plan;
    private final Consumer<String> progress;
    private DrawnEvents drawn;

    /**
     * How much.
     *
     * @param rows in the archive
     * @param days over which they lie
     * @param seconds that each question is asked, twice
     * @param connections at once
     * @param keep whether the filled archive stays, for the next time
     * @param only questions whose name begins so; empty for all
     */
    public record Plan(
            int rows, int days, int seconds, int connections, boolean keep, String only) {
        private static final int PASSES_OF_A_VEHICLE = 10;

        public Plan {
            if (rows < POOL || days < 1 || seconds < 1 || connections < 1) {
                throw new IllegalArgumentException(
                        "a query bench needs %d rows, a day, a second and a connection or more, got: %d, %d, %d, %d"
                                .formatted(POOL, rows, days, seconds, connections));
            }
        }

        int vehicles() {
            return rows / PASSES_OF_A_VEHICLE;
        }
    }

    /**
     * @param progress told in words what is done
     */
    public QueryBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.drawn =
                drawn(
                        Instant.now()
                                .truncatedTo(ChronoUnit.DAYS)
                                .minus(plan.days(), ChronoUnit.DAYS));
    }

    private DrawnEvents drawn(Instant begin) {
        var apart = Duration.ofDays(plan.days()).dividedBy(plan.rows());
        return new DrawnEvents(begin, apart, 0, plan.vehicles());
    }

    /**
     * Measures.
     *
     * @param folder of the server's data, made in it and deleted afterwards
     */
    public QueryReport measure(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var data =
                plan.keep()
                        ? folder.resolve("query-%d-%d".formatted(plan.rows(), plan.days()))
                        : Files.createTempDirectory(folder, "query-");
        progress.accept("starting PostgreSQL");
        try (var postgres =
                EmbeddedPostgres.start(PostgresSettings.throwaway(data.resolve("db")))) {
            var settings = BenchArchive.settings(postgres);
            try (var database = Database.open(settings)) {
                fillOnce(database, data.resolve("filled"));
                return asked(settings, database, data);
            }
        } finally {
            if (!plan.keep()) {
                Scratch.delete(data);
            }
        }
    }

    /**
     * @param note made when it is full: the time of the first pass
     */
    private void fillOnce(Database database, Path note) throws IOException {
        if (Files.exists(note)) {
            drawn = drawn(Instant.parse(Files.readString(note)));
            return;
        }
        fill(database);
        Files.writeString(note, drawn.begin().toString());
    }

    private void fill(Database database) {
        var partitions = new Partitions(database);
        partitions.ahead(Instant.now());
        partitions.cover(drawn.begin(), plan.days());
        var copy = PlainCopy.asTheyCame(database, BUCKET);
        for (int at = 0; at < plan.rows(); at += FILL_AT_ONCE) {
            if (at % TELL_EVERY == 0) {
                progress.accept("filling: %,d of %,d rows".formatted(at, plan.rows()));
            }
            copy.send(
                    copy.lines(
                            IntStream.range(at, Math.min(at + FILL_AT_ONCE, plan.rows()))
                                    .parallel()
                                    .mapToObj(i -> drawn.at(i).event())
                                    .toList()));
        }
        progress.accept("settling");
        copy.settle();
    }

    private QueryReport asked(DatabaseSettings settings, Database database, Path data)
            throws IOException, InterruptedException {
        var pool = pool();
        new QuestionPool(database).fill(pool);
        var store = new ObjectStoreSettings("127.0.0.1:9000", "key", "secret", BUCKET);
        var query =
                new QuerySettings(
                        QuerySettings.Reach.plain(Listen.loopback(0)),
                        settings,
                        store,
                        // Counted as ever, but for one who asks more than one ever should.
                        QuerySettings.Rules.of(
                                false, List.of(), new QuerySettings.Rates(1_000_000, 1)));
        try (var engine = Engines.builtIn(Purpose.VIDEO, 1);
                var api = QueryApi.start(query, engine, _ -> {})) {
            var load = new HttpLoad(api.port(), BenchArchive.key(settings), plan.connections());
            var limit = new PgBench(settings, plan.connections(), data);
            warmUp(pool, load);
            var lines = new ArrayList<QueryReport.Line>();
            for (var asked : QuestionSheet.questions()) {
                if (!asked.name().startsWith(plan.only())) {
                    continue;
                }
                progress.accept("asking: " + asked.name());
                lines.add(line(asked, pool, load, limit));
            }
            return new QueryReport(plan, new QuestionPool(database).plates(), lines);
        }
    }

    private void warmUp(List<PlateEvent> pool, HttpLoad load) throws InterruptedException {
        progress.accept("warming up");
        var first = QuestionSheet.questions().stream().filter(QuestionSheet.Asked::counts).toList();
        load.ask(n -> first.get(n % first.size()).path().apply(pool.get(n % POOL)), WARM_FIRST);
    }

    private QueryReport.Line line(
            QuestionSheet.Asked asked, List<PlateEvent> pool, HttpLoad load, PgBench limit)
            throws IOException, InterruptedException {
        var paths = pool.stream().map(asked.path()).toList();
        load.ask(n -> paths.get(n % POOL), WARM);
        var time = Duration.ofSeconds(plan.seconds());
        double before = limit.perSecond(asked.question(), POOL, time);
        var api = load.ask(n -> paths.get(n % POOL), time);
        double after = limit.perSecond(asked.question(), POOL, time);
        return new QueryReport.Line(asked.name(), asked.counts(), (before + after) / 2, api);
    }

    /** Events from all over the archive. */
    private List<PlateEvent> pool() {
        int step = plan.rows() / POOL;
        return IntStream.range(0, POOL).mapToObj(i -> drawn.at(i * step).event()).toList();
    }
}
