package io.alpr.archive;

import io.alpr.events.PlateEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code plates}, each plate of the archive once. It may hold one that no pass has any
 * more, until that is forgotten; it never lacks one.
 */
record KnownPlates(Database database) {
    private static final String NOTE =
            """
            INSERT INTO plates (plate, last_seen)
            SELECT plate, seen FROM unnest(:plates::text[], :times::timestamptz[]) fresh (plate, seen)
            WHERE NOT EXISTS (
                SELECT FROM plates WHERE plates.plate = fresh.plate
                    AND plates.last_seen >= fresh.seen - INTERVAL '1 day')
            ORDER BY plate
            ON CONFLICT (plate) DO UPDATE SET last_seen = excluded.last_seen
                WHERE plates.last_seen < excluded.last_seen
            """;

    /**
     * Begins to note the plates of passes, in a transaction of its own where there are connections
     * enough; for somebody who stores them after {@link Tombstones#share}, and runs the answer
     * before he commits.
     *
     * @return waits until they are noted; throws as {@link Database#inTransaction} does
     */
    Runnable noting(Handle storing, Collection<PlateEvent> events) {
        if (!database.hasConnectionsToSpare()) {
            return () -> note(storing, events);
        }
        var task = new FutureTask<>(() -> database.inTransaction(handle -> note(handle, events)));
        Thread.startVirtualThread(task);
        return () -> await(task);
    }

    /**
     * Says in this transaction that its passes' plates are noted all at once, not one by one; as
     * {@link Tombstones#share} does.
     */
    static void promise(Handle handle) {
        handle.execute("SET LOCAL alpr.plates = 'noted'");
    }

    private static void await(Future<Integer> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("plates are not noted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while plates were noted", e);
        }
    }

    private static int note(Handle handle, Collection<PlateEvent> events) {
        // Sorted, so that two recorders do not wait in a circle.
        var seen = new TreeMap<String, Instant>();
        for (var event : events) {
            seen.merge(
                    event.plate().normalized(),
                    event.id().capturedAt(),
                    (a, b) -> a.isAfter(b) ? a : b);
        }
        return handle.createUpdate(NOTE)
                .bindArray("plates", String.class, seen.keySet().toArray())
                .bindArray(
                        "times",
                        String.class,
                        seen.values().stream().map(Instant::toString).toArray())
                .execute();
    }

    /** Forgets those of these plates that no pass has, after {@link Tombstones#exclude}. */
    static void forget(Handle handle, Collection<String> plates) {
        if (plates.isEmpty()) {
            return;
        }
        handle.createUpdate(
                        """
                        DELETE FROM plates WHERE plate = ANY (:plates) AND NOT EXISTS (
                            SELECT FROM plate_events WHERE plate_normalized_text = plate COLLATE "default")
                        """)
                .bindArray("plates", String.class, plates.toArray())
                .execute();
    }

    /**
     * Forgets those that were not seen since, when every pass of before is gone but what is held.
     */
    static void forgetUnseenSince(Handle handle, Instant bound) {
        handle.createUpdate(
                        """
                        DELETE FROM plates WHERE last_seen < :bound - INTERVAL '1 day' AND plate NOT IN (
                            SELECT plate_normalized_text FROM plate_events
                            WHERE event_id IN (SELECT event_id FROM event_holds))
                        """)
                .bind("bound", bound.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** From the passes, to which rows came on another way than by {@link EventStore}. */
    static void rebuild(Handle handle) {
        handle.execute("DELETE FROM plates");
        handle.execute(
                """
                INSERT INTO plates (plate, last_seen)
                SELECT plate_normalized_text, max(captured_at) FROM plate_events
                GROUP BY plate_normalized_text
                """);
    }
}
