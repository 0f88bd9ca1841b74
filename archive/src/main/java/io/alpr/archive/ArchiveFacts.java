package io.alpr.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * What operators watch of an archive.
 *
 * @param bytes of its database on disk, at least 0
 * @param lastBackup when the last backup that became whole was begun; empty where none was
 */
public record ArchiveFacts(long bytes, Optional<Instant> lastBackup) {
    private static final String FACTS =
            """
            SELECT pg_database_size(current_database()) AS bytes,
                (SELECT max(CAST(detail ->> 'taken_at' AS TIMESTAMPTZ)) FROM archive_deeds WHERE deed = '%s') AS backup
            """
                    .formatted(Backup.DEED);

    /**
     * As of now.
     *
     * @throws DatabaseUnavailable when the database fails
     */
    public static ArchiveFacts of(Database database) {
        return database.inTransaction(
                handle ->
                        handle.createQuery(FACTS)
                                .map(
                                        (row, _) ->
                                                new ArchiveFacts(
                                                        row.getLong("bytes"),
                                                        Optional.ofNullable(
                                                                        row.getTimestamp("backup"))
                                                                .map(java.util.Date::toInstant)))
                                .one());
    }
}
