package io.alpr.pilot.publish.outbox;

import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent.PassId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The events of an outbox and what is known of their pictures, in SQLite. What a method has changed
 * outlives a loss of power when it returns (WAL, {@code synchronous=FULL}); what fails has changed
 * nothing and throws {@link OutboxUnavailable}. For one thread at a time.
 */
final class Ledger implements AutoCloseable {
    private static final int SQLITE_FULL = 13;
    private static final int PRIMARY_CODE = 0xff;
    private static final String PICTURE_COLUMNS = "number, kind, object_key, sha256, bytes, file";

    private final Connection connection;

    private Ledger(Connection connection) {
        this.connection = connection;
    }

    /**
     * An event that waits.
     *
     * @param keptAt milliseconds since 1970, UTC
     */
    record Row(long number, long keptAt, byte[] body) {}

    /**
     * A picture of an event.
     *
     * @param bytes of its file
     * @param file name in the folder of pictures
     */
    record PictureRow(
            long number, PictureKind kind, String key, String sha256, long bytes, String file) {}

    /** The events of one camera that wait, or that were set aside. */
    record Group(String cameraId, boolean waiting, int events, long bytes) {}

    /** An event that is deleted. */
    record Deleted(String cameraId, long bytes, List<PictureRow> pictures) {}

    /** Opens the file, or makes it. */
    static Ledger open(Path file) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                LedgerSchema.prepare(connection);
                return new Ledger(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Whether this revision is in the outbox, waiting or set aside. */
    boolean holds(PassId id) {
        var found =
                list(
                        "SELECT 1 FROM events WHERE event_id = ? AND revision = ?",
                        row -> row.getInt(1),
                        id.eventId().toString(),
                        id.revision());
        return !found.isEmpty();
    }

    /** Adds an event; its pictures get its number. */
    void insert(PassId id, long keptAt, byte[] body, List<PictureRow> pictures) {
        atomically(
                () -> {
                    update(
                            "INSERT INTO events (event_id, revision, camera_id, kept_at, body) VALUES (?, ?, ?, ?, ?)",
                            id.eventId().toString(),
                            id.revision(),
                            id.cameraId(),
                            keptAt,
                            body);
                    for (var picture : pictures) {
                        update(
                                "INSERT INTO pictures ("
                                        + PICTURE_COLUMNS
                                        + ") SELECT max(number), ?, ?, ?, ?, ? FROM events",
                                picture.kind().wireName(),
                                picture.key(),
                                picture.sha256(),
                                picture.bytes(),
                                picture.file());
                    }
                    return pictures.size();
                });
    }

    /** The events of a camera that have waited longest, in order. */
    List<Row> oldest(String cameraId, int most) {
        return list(
                "SELECT number, kept_at, body FROM events"
                        + " WHERE camera_id = ? AND state = 'waiting' ORDER BY number LIMIT ?",
                row -> new Row(row.getLong(1), row.getLong(2), row.getBytes(3)),
                cameraId,
                most);
    }

    /** The pictures of an event that are still kept. */
    List<PictureRow> picturesOf(long number) {
        return pictures("WHERE number = ?", number);
    }

    /** The oldest pictures of all. */
    List<PictureRow> oldestPictures(int most) {
        return pictures("ORDER BY number, kind LIMIT ?", most);
    }

    /** Every picture. */
    List<PictureRow> pictures() {
        return pictures("ORDER BY number");
    }

    private List<PictureRow> pictures(String which, Object... values) {
        return list(
                "SELECT " + PICTURE_COLUMNS + " FROM pictures " + which,
                row ->
                        new PictureRow(
                                row.getLong(1),
                                PictureKind.ofWireName(row.getString(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getString(6)),
                values);
    }

    /** Strikes pictures out; their events stay. */
    void forget(Collection<PictureRow> pictures) {
        atomically(
                () -> {
                    for (var picture : pictures) {
                        update(
                                "DELETE FROM pictures WHERE number = ? AND kind = ?",
                                picture.number(),
                                picture.kind().wireName());
                    }
                    return pictures.size();
                });
    }

    /** Deletes events that waited, with their pictures' rows. */
    List<Deleted> delete(Collection<Long> numbers) {
        return atomically(
                () -> {
                    var deleted = new ArrayList<Deleted>();
                    for (long number : numbers) {
                        var pictures = picturesOf(number);
                        deleted.addAll(
                                list(
                                        "SELECT camera_id, length(body) FROM events WHERE number = ?",
                                        row ->
                                                new Deleted(
                                                        row.getString(1), row.getLong(2), pictures),
                                        number));
                        update("DELETE FROM pictures WHERE number = ?", number);
                        update("DELETE FROM events WHERE number = ?", number);
                    }
                    return deleted;
                });
    }

    /** Lets an event wait no more, and says why. */
    void setAside(long number, String reason) {
        atomically(
                () ->
                        update(
                                "UPDATE events SET state = 'refused', reason = ? WHERE number = ?",
                                reason,
                                number));
    }

    /** Lets every event that was set aside wait again. */
    void retrySetAside() {
        atomically(
                () ->
                        update(
                                "UPDATE events SET state = 'waiting', reason = '' WHERE state = 'refused'"));
    }

    /** What is there, by camera and state. */
    List<Group> groups() {
        return list(
                "SELECT camera_id, state = 'waiting', count(*), sum(length(body)) FROM events GROUP BY 1, 2",
                row ->
                        new Group(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getInt(3),
                                row.getLong(4)));
    }

    /** When the event was kept that has waited longest, in milliseconds since 1970, UTC. */
    Optional<Long> oldestKeptAt() {
        // By the order of rows: sorting a long backlog for one of them takes too long.
        return list(
                        "SELECT kept_at FROM events NOT INDEXED WHERE state = 'waiting' ORDER BY number LIMIT 1",
                        row -> row.getLong(1))
                .stream()
                .findFirst();
    }

    /** The number of a schema, new or known. */
    int schemaId(String schema) {
        return atomically(
                () -> {
                    update("INSERT OR IGNORE INTO schemas (schema) VALUES (?)", schema);
                    return list(
                                    "SELECT id FROM schemas WHERE schema = ?",
                                    row -> row.getInt(1),
                                    schema)
                            .getFirst();
                });
    }

    /** The schema of a number. */
    Optional<String> schema(int id) {
        return list("SELECT schema FROM schemas WHERE id = ?", row -> row.getString(1), id).stream()
                .findFirst();
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * All or nothing. The statements are spelt out, since SQLite may have rolled back by itself and
     * the driver's own bookkeeping would then hide the true fault.
     */
    private <T> T atomically(Work<T> work) {
        try {
            update("BEGIN IMMEDIATE");
            try {
                T result = work.run();
                update("COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private void rollBack(Exception fault) {
        try {
            update("ROLLBACK");
        } catch (SQLException e) {
            fault.addSuppressed(e);
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (var statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private <T> List<T> list(String sql, Reading<T> reading, Object... values) {
        try (var statement = prepared(sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reading.of(rows));
            }
            return found;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static OutboxUnavailable unavailable(SQLException fault) {
        var message = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        boolean full = (fault.getErrorCode() & PRIMARY_CODE) == SQLITE_FULL;
        return new OutboxUnavailable(message, full, fault);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }
}
