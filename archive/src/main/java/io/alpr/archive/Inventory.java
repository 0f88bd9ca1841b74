package io.alpr.archive;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What the archive holds, all of it. Safe for use by many threads. */
public final class Inventory {
    private static final int ROWS_AT_ONCE = 5000;

    private static final String TOTALS =
            """
            SELECT count(*) AS passes, coalesce(sum(revision), 0) AS revisions,
                count(*) FILTER (WHERE picture_state = 'stored') AS pictured
            FROM plate_events
            """;

    private static final String PASSES =
            """
            SELECT event_id, captured_at, revision, plate_normalized_text AS plate, picture_state
            FROM plate_events
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public Inventory(Database database) {
        this.database = database;
    }

    /**
     * Sums over all rows.
     *
     * @param passes rows
     * @param revisions of all of them together
     * @param pictured rows whose pictures are all in the bucket
     */
    public record Totals(long passes, long revisions, long pictured) {}

    /**
     * A row.
     *
     * @param eventId of the pass
     * @param capturedAt UTC
     * @param revision the highest that came
     * @param plate normalized
     * @param pictureState e.g. {@code stored}
     */
    public record Pass(
            UUID eventId, Instant capturedAt, int revision, String plate, String pictureState) {}

    /** The sums as they are now. */
    public Totals totals() {
        return database.with(
                handle -> handle.createQuery(TOTALS).map(ConstructorMapper.of(Totals.class)).one());
    }

    /**
     * Gives every row, in no order, as of one moment; holds a few thousand at a time.
     *
     * @throws DatabaseUnavailable when the database fails; some rows may have been given
     */
    public void passes(Consumer<Pass> each) {
        database.inTransaction(
                handle -> {
                    try (var query = handle.createQuery(PASSES)) {
                        query.setFetchSize(ROWS_AT_ONCE)
                                .map(ConstructorMapper.of(Pass.class))
                                .forEach(each);
                    }
                    return true;
                });
    }
}
