package io.alpr.archive.audit;

import static io.alpr.archive.audit.AuditStage.search;

import io.alpr.archive.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a look-up waits for its entry, and how long verifying takes. Runs only when it is named:
 * {@code mvn test -pl archive -am -Dtest=BenchmarkAuditLog -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("real")
class BenchmarkAuditLog {
    private static final int PLATES = 50_000;

    @TempDir static Path folder;

    @Test
    void measure() throws Exception {
        try (var stage = new AuditStage(folder)) {
            var settings = stage.fresh();
            try (var database = Database.open(settings);
                    var log = AuditStage.log(settings)) {
                measured(log, 16, 500);
                for (int threads : List.of(1, 16, 64)) {
                    say(threads + " threads: " + measured(log, threads, 20_000 / threads));
                }
                fill(log, 200_000);
                long start = System.nanoTime();
                var verdict = AuditStage.verified(database);
                var entries = verdict.chains().getFirst().seen().entries();
                double seconds = (System.nanoTime() - start) / 1e9;
                say(
                        "verified %,d entries in %.2f s, %.0f a second"
                                .formatted(entries, seconds, entries / seconds));
                if (!verdict.faults().isEmpty()) {
                    throw new AssertionError(verdict.faults());
                }
            }
        }
    }

    private static String plate(int number) {
        return "AB%05d".formatted(Math.floorMod(number * 7_919, PLATES));
    }

    private static String measured(AuditLog log, int threads, int each) throws Exception {
        long start = System.nanoTime();
        var tasks = new ArrayList<Callable<long[]>>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            tasks.add(() -> waits(log, first, each));
        }
        var waits = new long[threads * each];
        int done = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var task : pool.invokeAll(tasks)) {
                var some = task.get();
                System.arraycopy(some, 0, waits, done, some.length);
                done += some.length;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(waits);
        return "%.0f entries a second, wait median %.2f ms, 99 %% %.2f ms, longest %.2f ms"
                .formatted(
                        done / seconds,
                        waits[done / 2] / 1e6,
                        waits[done * 99 / 100] / 1e6,
                        waits[done - 1] / 1e6);
    }

    private static long[] waits(AuditLog log, int first, int each) {
        var waits = new long[each];
        for (int i = 0; i < each; i++) {
            long start = System.nanoTime();
            log.append(search("anna", plate(first + i)));
            waits[i] = System.nanoTime() - start;
        }
        return waits;
    }

    private static void fill(AuditLog log, int count) {
        var begun = new ArrayList<CompletableFuture<Place>>();
        for (int i = 0; i < count; i++) {
            begun.add(log.begin(search("anna", plate(i))));
            if (begun.size() == 2_000) {
                begun.forEach(AuditLog::written);
                begun.clear();
            }
        }
        begun.forEach(AuditLog::written);
    }

    private static void say(String what) {
        System.out.println("BENCH " + what);
    }
}
