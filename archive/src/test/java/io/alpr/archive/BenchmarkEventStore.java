package io.alpr.archive;

import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many events a second one recorder's transaction path takes, each event naming two pictures.
 * Arguments: host, port, database, user, password of a server that may be filled with test rows.
 */
public final class BenchmarkEventStore {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkEventStore.class);
    private static final int BATCH = 500;
    private static final int ROUNDS = 40;

    private BenchmarkEventStore() {}

    /** Prints events a second for the first storing and for storing the same again. */
    public static void main(String[] given) {
        var settings =
                new DatabaseSettings(
                        given[0], Integer.parseInt(given[1]), given[2], given[3], given[4]);
        try (var database = Database.open(settings)) {
            var store = new EventStore(database, "bucket");
            var camera = "bench-" + System.nanoTime();
            LOG.warn("warming up={}/s", rate(store, camera + "-warm"));
            LOG.warn("stored={}/s", rate(store, camera));
            LOG.warn("again={}/s", rate(store, camera));
        }
    }

    private static long rate(EventStore store, String camera) {
        var began = System.nanoTime();
        for (var round = 0; round < ROUNDS; round++) {
            var batch = new ArrayList<PlateEvent>();
            for (var i = 0; i < BATCH; i++) {
                var ordinal = (long) round * BATCH + i + 1;
                batch.add(
                        TestingEvents.event(
                                camera,
                                ordinal,
                                1,
                                TestingEvents.picture(camera, ordinal, 1, PictureKind.PLATE),
                                TestingEvents.picture(camera, ordinal, 1, PictureKind.FRAME)));
            }
            store.store(batch);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        return (long) BATCH * ROUNDS * 1000 / took.toMillis();
    }
}
