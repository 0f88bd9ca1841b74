package io.alpr.archive.audit;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.audit.AuditRecord.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads what {@link AuditLog} wrote, with plates where they are not erased. Whoever reads it looks
 * plates up, too, and so is to be written down by whoever lets him. Safe for use by many threads.
 */
public final class AuditTrail {
    /** Entries that are in memory at once. */
    static final int AT_ONCE = 1_000;

    private static final String SELECT =
            "SELECT "
                    + Row.COLUMNS
                    + ", subject.secret FROM audit_entries entry"
                    + " LEFT JOIN audit_subjects subject ON subject.subject_id = entry.subject_id WHERE ";

    private static final String KEY = "(entry.at, entry.chain_id, entry.sequence)";

    private final Supplier<Database> database;

    /**
     * @param database opened by {@link Database#openMigrated}
     */
    public AuditTrail(Database database) {
        this(() -> database);
    }

    AuditTrail(Supplier<Database> database) {
        this.database = database;
    }

    /**
     * A page, newest first.
     *
     * @param after the last place of the page before
     * @param limit 1 to {@value #AT_ONCE}
     * @throws DatabaseUnavailable when the database fails
     */
    public List<AuditRecord> page(AuditFilter filter, Optional<Place> after, int limit) {
        if (limit < 1 || limit > AT_ONCE) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, got: %d".formatted(AT_ONCE, limit));
        }
        return some(filter, after, "<", "DESC", limit);
    }

    /**
     * All of them, oldest first, in constant memory. What is written meanwhile may be left out.
     *
     * @return how many
     * @throws DatabaseUnavailable when the database fails; some were given already
     */
    public long export(AuditFilter filter, Consumer<AuditRecord> to) {
        long count = 0;
        Optional<Place> last = Optional.empty();
        while (true) {
            var some = some(filter, last, ">", "ASC", AT_ONCE);
            some.forEach(to);
            count += some.size();
            if (some.size() < AT_ONCE) {
                return count;
            }
            last = Optional.of(some.getLast().place());
        }
    }

    private List<AuditRecord> some(
            AuditFilter filter, Optional<Place> last, String beyond, String order, int limit) {
        var values = filter.values();
        var sql = new StringBuilder(SELECT).append(filter.condition());
        last.ifPresent(
                place -> {
                    sql.append(" AND %s %s (:lastAt, :lastChain, :last)".formatted(KEY, beyond));
                    values.put("lastAt", place.at().atOffset(ZoneOffset.UTC));
                    values.put("lastChain", place.chain());
                    values.put("last", place.sequence());
                });
        sql.append(
                " ORDER BY entry.at %1$s, entry.chain_id %1$s, entry.sequence %1$s LIMIT :limit"
                        .formatted(order));
        values.put("limit", limit);
        return database.get()
                .with(
                        handle ->
                                handle.createQuery(sql.toString())
                                        .bindMap(values)
                                        .map((row, _) -> record(row))
                                        .list());
    }

    private static AuditRecord record(ResultSet row) throws SQLException {
        var read = Row.of(row);
        var by = read.by();
        return new AuditRecord(
                read.place(),
                new AuditRecord.By(by.actor(), by.kind(), by.address(), by.requestId()),
                new AuditRecord.Question(
                        read.said().action(),
                        read.said().asked(),
                        subject(read, Optional.ofNullable(row.getBytes("secret")))),
                read.said().reason(),
                read.said().rows(),
                Row.storedHash(row));
    }

    static Subject subject(Row row, Optional<byte[]> secret) {
        if (row.sealed().isEmpty()) {
            return new AuditRecord.Absent();
        }
        var place = row.place();
        return secret.<Subject>map(
                        key -> opened(row.sealed().get(), key, place.chain(), place.sequence()))
                .orElseGet(AuditRecord.Erased::new);
    }

    private static Subject opened(Sealed sealed, byte[] secret, UUID chain, long sequence) {
        return sealed.opened(secret, chain, sequence)
                .<Subject>map(AuditRecord.Known::new)
                .orElseGet(AuditRecord.Unreadable::new);
    }
}
