package io.alpr.app.faults;

import io.alpr.app.bench.DrawnEvents;
import io.alpr.app.bench.Scratch;
import io.alpr.archive.Database;
import io.alpr.archive.Inventory;
import io.alpr.archive.PictureStore;
import io.alpr.recorder.DeadLetterBox;
import io.alpr.recorder.Feed;
import io.alpr.recorder.KeptLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sends events, pictures and poison while recorders, database, object store and broker die and come
 * back at random, then counts what is there. Two recorders of one group, each in a process of its
 * own; everything else real as well, in a folder of its own.
 */
public final class FaultBench {
    private static final int RECORDERS = 2;
    private static final int PARTITIONS = 4;
    private static final int FLOOD = 300;
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(4);
    private static final Duration AWAY_MIN = Duration.ofSeconds(1);
    private static final Duration AWAY_MAX = Duration.ofSeconds(6);
    private static final double ALSO_KILLED = 0.33;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Random chance;

    /**
     * How long and how much.
     *
     * @param passes that are sent, 100 or more
     * @param time of sending, ten seconds or more; every fault comes at least once, however long
     *     that takes
     * @param seed of events and faults
     */
    public record Plan(int passes, Duration time, long seed) {
        private static final int PASSES_MIN = 100;
        private static final Duration TIME_MIN = Duration.ofSeconds(10);

        public Plan {
            if (passes < PASSES_MIN || time.compareTo(TIME_MIN) < 0) {
                throw new IllegalArgumentException(
                        "faults want 100 passes and 10 seconds at least, got: %d and %s"
                                .formatted(passes, time));
            }
        }
    }

    /**
     * @param progress told in words what is done
     */
    public FaultBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.chance = new Random(plan.seed());
    }

    /**
     * Does it.
     *
     * @param folder of the servers' data, made in it and deleted afterwards
     */
    public FaultReport run(Path folder) throws IOException, InterruptedException {
        var data = Files.createTempDirectory(Files.createDirectories(folder), "faults-");
        progress.accept("starting two PostgreSQL servers, S3, the schema registry and Kafka");
        try (var stack = new MortalStack(data)) {
            return run(stack);
        } finally {
            Scratch.delete(data);
        }
    }

    private FaultReport run(MortalStack stack) throws IOException, InterruptedException {
        var settings = stack.settings();
        var bucket = settings.objectStore().bucket();
        var begin = Instant.now().truncatedTo(ChronoUnit.HOURS);
        var sample = new DrawnEvents(begin, 0).at(0).event();
        try (var feed = new Feed(settings.kafka(), settings.schemaRegistry(), bucket, PARTITIONS);
                var recorders = new Recorders(stack, RECORDERS)) {
            var script = new Script(begin, plan.passes(), plan.seed());
            var sender = new Sender(feed, script, plan.passes(), sample, plan.time());
            long began = System.nanoTime();
            sender.start();
            var faults = misbehave(stack, recorders, sender);
            var wanted = sender.await();
            long ended = System.nanoTime();
            progress.accept("waiting until all is there");
            try (var database = Database.open(settings.database());
                    var store = PictureStore.reaching(settings.objectStore());
                    var letters = new DeadLetterBox(settings.kafka())) {
                var archive = new Inventory(database);
                await(wanted, archive, letters);
                double settled = (System.nanoTime() - ended) / 1e9;
                progress.accept("counting");
                return new FaultReport(
                        FaultReport.Sent.of(wanted),
                        faults,
                        Audit.of(wanted, archive, store, letters.list()),
                        (ended - began) / 1e9,
                        settled);
            }
        }
    }

    /** Until everything is sent, and every kind of fault came once. */
    private Map<Fault, Integer> misbehave(MortalStack stack, Recorders recorders, Sender sender)
            throws IOException, InterruptedException {
        var done = new EnumMap<Fault, Integer>(Fault.class);
        var bag = new ArrayDeque<Fault>();
        while (!sender.isDone() || done.size() < Fault.values().length) {
            if (bag.isEmpty()) {
                var all = new ArrayList<>(Arrays.asList(Fault.values()));
                Collections.shuffle(all, chance);
                bag.addAll(all);
            }
            TimeUnit.MILLISECONDS.sleep(aWhile());
            var fault = bag.remove();
            progress.accept(
                    "%,d of %,d passes sent; %s"
                            .formatted(sender.sent(), plan.passes(), fault.words()));
            commit(fault, stack, recorders, sender);
            done.merge(fault, 1, Integer::sum);
        }
        return done;
    }

    private void commit(Fault fault, MortalStack stack, Recorders recorders, Sender sender)
            throws IOException, InterruptedException {
        switch (fault) {
            case RECORDER_KILLED -> killed(recorders);
            case GROUP_REBALANCED -> {
                int leaving = chance.nextInt(recorders.count());
                recorders.stop(leaving);
                TimeUnit.MILLISECONDS.sleep(aWhile());
                recorders.start(leaving);
            }
            case DATABASE_AWAY -> away(MortalStack.Server.DATABASE, stack, recorders);
            case OBJECT_STORE_AWAY -> away(MortalStack.Server.OBJECT_STORE, stack, recorders);
            case BROKER_AWAY -> away(MortalStack.Server.BROKER, stack, recorders);
            case LETTERS_FLOODED -> sender.flood(FLOOD);
        }
    }

    private void killed(Recorders recorders) throws IOException, InterruptedException {
        int dying = chance.nextInt(recorders.count());
        recorders.kill(dying);
        recorders.start(dying);
    }

    /** Stopped or killed, for a while; a recorder may die in the middle of it. */
    private void away(MortalStack.Server server, MortalStack stack, Recorders recorders)
            throws IOException, InterruptedException {
        stack.stop(server, chance.nextBoolean());
        TimeUnit.MILLISECONDS.sleep(aWhile());
        if (chance.nextDouble() < ALSO_KILLED) {
            killed(recorders);
        }
        stack.start(server);
    }

    private long aWhile() {
        return chance.nextLong(AWAY_MIN.toMillis(), AWAY_MAX.toMillis());
    }

    /** Until the sums are right, or no longer: then the count says what is missing. */
    private static void await(Wanted wanted, Inventory archive, DeadLetterBox letters)
            throws InterruptedException {
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (System.nanoTime() < end && !settled(wanted, archive, letters)) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static boolean settled(Wanted wanted, Inventory archive, DeadLetterBox letters) {
        var totals = archive.totals();
        return totals.passes() >= wanted.passes().size()
                && totals.revisions() >= wanted.revisions()
                && totals.pictured() >= wanted.pictures().size()
                && letters.list().stream()
                        .map(KeptLetter::key)
                        .collect(Collectors.toSet())
                        .containsAll(wanted.poison());
    }
}
