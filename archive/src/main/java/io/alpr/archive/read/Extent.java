package io.alpr.archive.read;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How large the archive is, as far as its catalog says so: estimates, as of the last ANALYZE.
 *
 * @param parts days, or chunks, that passes lie in; at least 1
 * @param passes rows
 * @param plates distinct ones
 * @param oldest pass; now where there is none
 */
record Extent(long parts, long passes, long plates, Instant oldest) {
    static final String QUESTION =
            """
            SELECT
                (SELECT greatest(count(*), 1) FROM pg_inherits
                    WHERE inhparent = to_regclass('plate_events')) AS parts,
                (SELECT CAST(coalesce(sum(greatest(reltuples, 0)), 0) AS BIGINT) FROM pg_class
                    WHERE oid = to_regclass('plate_events') AND relkind = 'r' OR oid IN (
                        SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass('plate_events'))) AS passes,
                (SELECT CAST(greatest(reltuples, 0) AS BIGINT) FROM pg_class
                    WHERE oid = to_regclass('plates')) AS plates,
                coalesce((SELECT min(captured_at) FROM plate_events), now()) AS oldest
            """;

    /** How many passes so many plates have. */
    long passesOf(long some) {
        return plates == 0 ? some : Math.max(some, Math.round((double) passes / plates * some));
    }

    /** How many days there are before a moment. */
    long daysBefore(Instant end) {
        return Math.max(1, ChronoUnit.DAYS.between(oldest, end) + 1);
    }
}
