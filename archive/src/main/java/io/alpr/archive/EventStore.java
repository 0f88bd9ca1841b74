package io.alpr.archive;

import io.alpr.archive.CsvCopy.Line;
import io.alpr.events.PlateEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The write side of {@code plate_events}. Storing the same events again changes nothing, so a
 * caller that does not know whether a batch was stored stores it once more. Safe for use by many
 * threads and many processes.
 *
 * <p>Events that the archive has not seen go into its table by COPY. What it has already, and all
 * of a batch of which another process stores something at the same moment, is merged.
 */
public final class EventStore {
    private static final String KNOWN =
            """
            SELECT event_id, captured_at FROM plate_events
            WHERE event_id = ANY (:events) AND captured_at BETWEEN :earliest AND :latest
            """;

    private final Database database;
    private final CsvCopy copy;
    private final CsvCopy staged;
    private final MergeStatements statements;
    private final Tombstones tombstones = new Tombstones();

    /**
     * @param database opened by {@link Database#open}
     * @param bucket of the pictures, for the URL columns
     */
    public EventStore(Database database, String bucket) {
        this.database = database;
        var columns = Columns.all(key -> "s3://" + bucket + "/" + key);
        this.copy = CsvCopy.into("plate_events", columns);
        this.staged = CsvCopy.into(MergeStatements.STAGING, columns);
        this.statements = MergeStatements.of(columns);
    }

    /** Events with all that can be made of them before the database is asked. */
    public static final class Batch {
        private final List<Line> lines;

        private Batch(List<Line> lines) {
            this.lines = lines;
        }

        private List<PlateEvent> events() {
            return lines.stream().map(Line::event).toList();
        }

        private Batch part(int from, int to) {
            return new Batch(lines.subList(from, to));
        }
    }

    /** Prepares a batch, by every processor; may run while another is stored. */
    public Batch prepared(List<PlateEvent> events) {
        return new Batch(events.parallelStream().map(copy::line).toList());
    }

    /** {@link #store(Batch)} of events that nobody has prepared. */
    public List<StoreOutcome> store(List<PlateEvent> events) {
        return store(prepared(events));
    }

    /**
     * Stores a batch in one transaction; of several revisions of a pass the highest is kept. When
     * the database refuses data of the batch, the batch is halved until the refused event is found,
     * and every other one is stored.
     *
     * @return one outcome for each event, in order
     * @throws DatabaseUnavailable when nothing, or in the halved case not all, was stored; store
     *     the whole batch again
     */
    public List<StoreOutcome> store(Batch batch) {
        int size = batch.lines.size();
        if (size == 0) {
            return List.of();
        }
        try {
            return written(batch);
        } catch (DataRefused e) {
            if (size == 1) {
                var reason = String.valueOf(e.getMessage());
                return List.of(new StoreOutcome.Rejected(batch.events().getFirst(), reason));
            }
            var outcomes = new ArrayList<>(store(batch.part(0, size / 2)));
            outcomes.addAll(store(batch.part(size / 2, size)));
            return outcomes;
        }
    }

    private record Pass(UUID eventId, Instant capturedAt) implements Comparable<Pass> {
        @Override
        public int compareTo(Pass other) {
            int byId = eventId.compareTo(other.eventId);
            return byId == 0 ? capturedAt.compareTo(other.capturedAt) : byId;
        }

        static Pass of(PlateEvent event) {
            return new Pass(event.id().eventId(), event.id().capturedAt());
        }
    }

    private record Change(int revision, boolean inserted) {}

    private List<StoreOutcome> written(Batch batch) {
        var winners = winners(batch.lines);
        var events = batch.events();
        try {
            return outcomes(events, unlessErased(winners, this::added));
        } catch (DataRefused e) {
            if (!e.ofADuplicate()) {
                throw e;
            }
            // Another process was quicker with one of them; a merge waits for it.
            return outcomes(events, unlessErased(winners, this::merged));
        }
    }

    @FunctionalInterface
    private interface Storing {
        Map<Pass, Change> stored(Handle handle, Map<Pass, Line> winners) throws SQLException;
    }

    private record Written(Map<Pass, Change> changes, Set<UUID> erased) {}

    /** What was erased does not come back, neither as a pass nor as another text of one. */
    private Written unlessErased(Map<Pass, Line> winners, Storing storing) {
        return database.inTransaction(
                handle -> {
                    Tombstones.share(handle);
                    var erased = tombstones.bound(handle, events(winners));
                    var kept = new TreeMap<Pass, Line>();
                    winners.forEach(
                            (pass, line) -> {
                                if (!erased.contains(pass.eventId())) {
                                    kept.put(pass, withoutErasedCandidates(line));
                                }
                            });
                    if (kept.isEmpty()) {
                        return new Written(Map.of(), erased);
                    }
                    // Beside it, on another connection: half as much work as the passes are.
                    // Under our lock to its end, so that nobody forgets a plate before its pass is
                    // there, or erases one while it is noted.
                    var noting = new KnownPlates(database).noting(handle, events(kept));
                    try {
                        var changes = storing.stored(handle, kept);
                        PassChanges.note(handle, times(changes.keySet()));
                        return new Written(changes, erased);
                    } finally {
                        noting.run();
                    }
                });
    }

    private static Map<UUID, Instant> times(Set<Pass> passes) {
        return passes.stream()
                .collect(Collectors.toMap(Pass::eventId, Pass::capturedAt, (_, last) -> last));
    }

    private Line withoutErasedCandidates(Line line) {
        var event = tombstones.withoutErasedCandidates(line.event());
        int before = line.event().plate().candidates().size();
        return event.plate().candidates().size() == before ? line : copy.line(event);
    }

    private static List<PlateEvent> events(Map<Pass, Line> lines) {
        return lines.values().stream().map(Line::event).toList();
    }

    /** Of each pass the highest revision; of equal ones any, they are the same publication. */
    private static Map<Pass, Line> winners(List<Line> lines) {
        // In one order everywhere, so that two recorders with the same events never wait in a
        // circle.
        var winners = new TreeMap<Pass, Line>();
        for (var line : lines) {
            winners.merge(
                    Pass.of(line.event()),
                    line,
                    (a, b) -> b.event().id().revision() > a.event().id().revision() ? b : a);
        }
        return winners;
    }

    private Map<Pass, Change> added(Handle handle, Map<Pass, Line> winners) throws SQLException {
        var pictures = PictureAnnouncement.of(handle, events(winners));
        var fresh = new TreeMap<>(winners);
        var known = new TreeMap<>(winners);
        fresh.keySet().removeAll(known(handle, winners.keySet()));
        known.keySet().removeAll(fresh.keySet());
        var changes = new HashMap<Pass, Change>();
        if (!fresh.isEmpty()) {
            copy.send(handle, CsvCopy.lines(fresh.values(), pictures::stateOf));
            fresh.forEach(
                    (pass, line) ->
                            changes.put(pass, new Change(line.event().id().revision(), true)));
        }
        if (!known.isEmpty()) {
            changes.putAll(merged(handle, known.values(), pictures));
        }
        return changes;
    }

    private static Set<Pass> known(Handle handle, Collection<Pass> passes) {
        var times = passes.stream().map(Pass::capturedAt).sorted().toList();
        var known = new HashSet<Pass>();
        try (var query = handle.createQuery(KNOWN)) {
            query.bindArray("events", UUID.class, passes.stream().map(Pass::eventId).toArray())
                    .bind("earliest", times.getFirst().atOffset(ZoneOffset.UTC))
                    .bind("latest", times.getLast().atOffset(ZoneOffset.UTC))
                    .map(
                            (row, _) ->
                                    new Pass(
                                            row.getObject(1, UUID.class),
                                            row.getObject(2, OffsetDateTime.class).toInstant()))
                    .forEach(known::add);
        }
        return known;
    }

    private Map<Pass, Change> merged(Handle handle, Map<Pass, Line> winners) throws SQLException {
        return merged(handle, winners.values(), PictureAnnouncement.of(handle, events(winners)));
    }

    private Map<Pass, Change> merged(
            Handle handle, Collection<Line> lines, PictureAnnouncement pictures)
            throws SQLException {
        handle.execute(statements.stagingTable());
        staged.send(handle, CsvCopy.lines(lines, pictures::stateOf));
        var changes = new HashMap<Pass, Change>();
        try (var merge = handle.createQuery(statements.merge())) {
            merge.map(
                            (row, _) ->
                                    Map.entry(
                                            new Pass(
                                                    row.getObject("event_id", UUID.class),
                                                    row.getObject(
                                                                    "captured_at",
                                                                    OffsetDateTime.class)
                                                            .toInstant()),
                                            new Change(
                                                    row.getInt("revision"),
                                                    row.getBoolean("inserted"))))
                    .forEach(change -> changes.put(change.getKey(), change.getValue()));
        }
        return changes;
    }

    private static List<StoreOutcome> outcomes(List<PlateEvent> events, Written written) {
        var changes = new HashMap<>(written.changes());
        var outcomes = new ArrayList<StoreOutcome>();
        for (var event : events) {
            if (written.erased().contains(event.id().eventId())) {
                outcomes.add(new StoreOutcome.Erased(event));
                continue;
            }
            var change = changes.get(Pass.of(event));
            if (change == null || change.revision() != event.id().revision()) {
                outcomes.add(new StoreOutcome.Duplicate(event));
                continue;
            }
            // A second copy in the batch finds the change taken.
            changes.remove(Pass.of(event));
            outcomes.add(
                    change.inserted()
                            ? new StoreOutcome.Inserted(event)
                            : new StoreOutcome.Revised(event));
        }
        return outcomes;
    }
}
