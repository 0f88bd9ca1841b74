package io.alpr.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The one door by which entries of the audit log go: the oldest of each chain, when they are old
 * enough. The chain notes from where it goes on and the hash before that, so it is still verified,
 * and the deed is noted. Safe for use by many threads and processes.
 */
final class AuditRetention {
    private static final long AT_ONCE = 10_000;

    private static final String BEGUN_BEFORE =
            """
            SELECT chain_id FROM audit_chains
            WHERE begun_at < :cutoff AND kept_from <= head_sequence ORDER BY begun_at, chain_id
            """;

    /** Up to the first that is not old enough, whatever is behind that. */
    private static final String LAST =
            """
            SELECT least(kept_from + :some, head_sequence + 1, coalesce((
                    SELECT min(sequence) FROM audit_entries entry
                    WHERE entry.chain_id = chain.chain_id AND sequence < kept_from + :some
                        AND at >= :cutoff), head_sequence + 1)) - 1
            FROM audit_chains chain WHERE chain_id = :chain FOR UPDATE
            """;

    private static final String NOTE =
            """
            UPDATE audit_chains chain SET kept_from = :last + 1, kept_previous = entry.hash
            FROM audit_entries entry
            WHERE chain.chain_id = :chain AND entry.chain_id = :chain AND entry.sequence = :last
            """;

    private final Database database;

    AuditRetention(Database database) {
        this.database = database;
    }

    /**
     * Lets entries go that were made before a moment.
     *
     * @return how many
     * @throws DatabaseUnavailable when the database fails; the next call goes on
     */
    long apply(Instant cutoff) {
        long gone = 0;
        for (var chain : chains(cutoff)) {
            long some;
            do {
                some = database.inTransaction(handle -> shortened(handle, chain, cutoff));
                gone += some;
            } while (some == AT_ONCE);
        }
        if (gone > 0) {
            note(gone, cutoff);
        }
        return gone;
    }

    private List<UUID> chains(Instant cutoff) {
        return database.with(
                handle ->
                        handle.createQuery(BEGUN_BEFORE)
                                .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                                .mapTo(UUID.class)
                                .list());
    }

    private static long shortened(Handle handle, UUID chain, Instant cutoff) {
        handle.execute("SET LOCAL alpr.audit = 'retention'");
        long last =
                handle.createQuery(LAST)
                        .bind("chain", chain)
                        .bind("some", AT_ONCE)
                        .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                        .mapTo(Long.class)
                        .one();
        handle.createUpdate(NOTE).bind("chain", chain).bind("last", last).execute();
        return handle.createUpdate(
                        """
                        DELETE FROM audit_entries WHERE chain_id = :chain AND sequence <= :last
                            AND EXISTS (SELECT FROM audit_chains
                                WHERE chain_id = :chain AND kept_from = :last + 1)
                        """)
                .bind("chain", chain)
                .bind("last", last)
                .execute();
    }

    private void note(long gone, Instant cutoff) {
        database.inTransaction(
                handle -> {
                    Deeds.note(
                            handle,
                            "audit_retention",
                            "entries",
                            gone,
                            "before",
                            cutoff.toString());
                    return AuditedPlates.forgetUnmentioned(handle);
                });
    }
}
