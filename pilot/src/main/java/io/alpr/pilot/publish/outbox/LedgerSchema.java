package io.alpr.pilot.publish.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a {@link Ledger}, and the settings that make a commit last. */
final class LedgerSchema {
    private static final int VERSION = 1;

    /** The order matters: a file learns to give room back before it has its first page. */
    private static final List<String> SETTINGS =
            List.of(
                    "PRAGMA auto_vacuum = FULL",
                    "PRAGMA locking_mode = EXCLUSIVE",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    // In pages of 4 KiB: the journal takes little room of a disk that is nearly
                    // full.
                    "PRAGMA wal_autocheckpoint = 256",
                    "PRAGMA journal_size_limit = 4194304");

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS schemas (
                        id     INTEGER PRIMARY KEY,
                        schema TEXT NOT NULL UNIQUE)
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS events (
                        number    INTEGER PRIMARY KEY AUTOINCREMENT,
                        event_id  TEXT    NOT NULL,
                        revision  INTEGER NOT NULL,
                        camera_id TEXT    NOT NULL,
                        kept_at   INTEGER NOT NULL, -- milliseconds since 1970, UTC
                        state     TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'refused')),
                        reason    TEXT    NOT NULL DEFAULT '',
                        body      BLOB    NOT NULL,
                        UNIQUE (event_id, revision))
                    """,
                    """
                    CREATE INDEX IF NOT EXISTS events_in_turn ON events (camera_id, number)
                        WHERE state = 'waiting'
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS pictures (
                        number     INTEGER NOT NULL REFERENCES events (number),
                        kind       TEXT    NOT NULL,
                        object_key TEXT    NOT NULL,
                        sha256     TEXT    NOT NULL,
                        bytes      INTEGER NOT NULL,
                        file       TEXT    NOT NULL,
                        PRIMARY KEY (number, kind)) WITHOUT ROWID
                    """);

    private LedgerSchema() {}

    /**
     * Makes what is missing, and nothing where all is there, so that it works on a full disk too.
     *
     * @throws SQLException when it cannot, or a later release wrote the file
     */
    static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var setting : SETTINGS) {
                statement.execute(setting);
            }
            int version = version(statement);
            if (version > VERSION) {
                throw new SQLException(
                        "it was written by a later release (%d, this one knows %d); start that one"
                                .formatted(version, VERSION));
            }
            if (version < VERSION) {
                for (var table : TABLES) {
                    statement.execute(table);
                }
                statement.execute("PRAGMA user_version = " + VERSION);
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
