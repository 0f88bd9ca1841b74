package io.alpr.archive;

import io.alpr.events.PlateEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * The write side of {@code plate_events}. Storing the same events again changes nothing, so a
 * caller that does not know whether a batch was stored stores it once more. Safe for use by many
 * threads and many processes.
 */
public final class EventStore {
    private final Database database;
    private final List<Columns.Column> columns;
    private final MergeStatements statements;

    /**
     * @param database opened by {@link Database#open}
     * @param bucket of the pictures, for the URL columns
     */
    public EventStore(Database database, String bucket) {
        this.database = database;
        this.columns = Columns.all(key -> "s3://" + bucket + "/" + key);
        this.statements = MergeStatements.of(columns);
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
    public List<StoreOutcome> store(List<PlateEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        try {
            return database.inTransaction(handle -> merged(handle, events));
        } catch (DataRefused e) {
            if (events.size() == 1) {
                var reason = String.valueOf(e.getMessage());
                return List.of(new StoreOutcome.Rejected(events.getFirst(), reason));
            }
            var half = events.size() / 2;
            var outcomes = new ArrayList<>(store(events.subList(0, half)));
            outcomes.addAll(store(events.subList(half, events.size())));
            return outcomes;
        }
    }

    private record Pass(UUID eventId, Instant capturedAt) {}

    private record Change(int revision, boolean inserted) {}

    private List<StoreOutcome> merged(Handle handle, List<PlateEvent> events) throws SQLException {
        handle.execute(statements.stagingTable());
        copy(handle, events);
        handle.execute(statements.announcePictures());
        var changes = new HashMap<Pass, Change>();
        handle.createQuery(statements.merge())
                .map(
                        (row, context) ->
                                Map.entry(
                                        new Pass(
                                                row.getObject("event_id", UUID.class),
                                                row.getObject("captured_at", OffsetDateTime.class)
                                                        .toInstant()),
                                        new Change(
                                                row.getInt("revision"),
                                                row.getBoolean("inserted"))))
                .forEach(entry -> changes.put(entry.getKey(), entry.getValue()));
        return outcomes(events, changes);
    }

    private void copy(Handle handle, List<PlateEvent> events) throws SQLException {
        var lines = new StringBuilder();
        for (var event : events) {
            lines.append(Columns.line(columns, event));
        }
        var copies = handle.getConnection().unwrap(PGConnection.class).getCopyAPI();
        try {
            copies.copyIn(statements.copy(), new StringReader(lines.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
    }

    private static List<StoreOutcome> outcomes(List<PlateEvent> events, Map<Pass, Change> changes) {
        var outcomes = new ArrayList<StoreOutcome>();
        for (var event : events) {
            var pass = new Pass(event.id().eventId(), event.id().capturedAt());
            var change = changes.get(pass);
            if (change == null || change.revision() != event.id().revision()) {
                outcomes.add(new StoreOutcome.Duplicate(event));
                continue;
            }
            // A second copy in the batch finds the change taken.
            changes.remove(pass);
            outcomes.add(
                    change.inserted()
                            ? new StoreOutcome.Inserted(event)
                            : new StoreOutcome.Revised(event));
        }
        return outcomes;
    }
}
