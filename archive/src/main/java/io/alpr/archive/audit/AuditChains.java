package io.alpr.archive.audit;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.audit.ChainReport.Fault;
import io.alpr.archive.audit.ChainReport.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Goes through all chains and finds what was changed, taken out, put in or put elsewhere, while
 * others write on. Whoever owns the database can write a whole chain anew and with it all that name
 * its end: only a head that was noted elsewhere shows that.
 */
public final class AuditChains {
    static final int AT_ONCE = 5_000;

    private static final String CHAINS =
            """
            SELECT chain.*,
                (SELECT min(sequence) FROM audit_entries entry WHERE entry.chain_id = chain.chain_id) AS lowest,
                (SELECT max(sequence) FROM audit_entries entry WHERE entry.chain_id = chain.chain_id) AS highest
            FROM audit_chains chain
            """;

    /** From one chain to the next by the index, instead of through every entry. */
    private static final String HOMELESS =
            """
            WITH RECURSIVE chain (id) AS (
                (SELECT chain_id FROM audit_entries ORDER BY chain_id LIMIT 1)
                UNION ALL
                SELECT (SELECT chain_id FROM audit_entries WHERE chain_id > id ORDER BY chain_id LIMIT 1)
                FROM chain WHERE id IS NOT NULL)
            SELECT id FROM chain WHERE id NOT IN (SELECT chain_id FROM audit_chains)
            """;

    private static final String ENTRIES =
            "SELECT "
                    + Row.COLUMNS
                    + """
                    , subject.secret FROM audit_entries entry
                    LEFT JOIN audit_subjects subject ON subject.subject_id = entry.subject_id
                    WHERE entry.chain_id = :chain AND entry.sequence > :last AND entry.sequence <= :end
                    ORDER BY entry.sequence LIMIT :limit
                    """;

    private final Database database;

    /**
     * @param database opened by {@link Database#openMigrated}
     */
    public AuditChains(Database database) {
        this.database = database;
    }

    /**
     * All that was found.
     *
     * @param chains the oldest first
     * @param contradictions of what was expected, and of what chains say of others
     */
    public record Verdict(List<ChainReport> chains, List<Fault> contradictions) {
        public Verdict {
            chains = List.copyOf(chains);
            contradictions = List.copyOf(contradictions);
        }

        /** Every fault, those of chains first. */
        public List<Fault> faults() {
            var faults = new ArrayList<Fault>();
            chains.forEach(chain -> chain.fault().ifPresent(faults::add));
            faults.addAll(contradictions);
            return List.copyOf(faults);
        }
    }

    /**
     * A head that an operator noted earlier.
     *
     * @param at time of its entry; {@link Instant#EPOCH} where that was not noted
     */
    public record Noted(Head head, Instant at) {}

    /**
     * What retention may have let go: nothing that is younger than it keeps.
     *
     * @param since the oldest entry that must be there
     */
    public record Kept(Instant since) {
        /** Of an archive whose retention is not known: anything may be gone. */
        public static final Kept UNKNOWN = new Kept(Instant.MAX);

        /**
         * @param age that entries are kept for
         */
        public static Kept of(Duration age, Instant now) {
            // Entries that never expire: every entry must be there.
            return new Kept(
                    age.compareTo(Duration.between(Instant.EPOCH, now)) >= 0
                            ? Instant.EPOCH
                            : now.minus(age));
        }

        boolean demands(Instant at) {
            return !at.equals(Instant.EPOCH) && !at.isBefore(since);
        }
    }

    private record Chain(Head head, Origin origin, Head keptAfter, long lowest, long highest) {
        static Chain of(ResultSet row) throws SQLException {
            var id = row.getObject("chain_id", UUID.class);
            return new Chain(
                    Head.of(id, row.getLong("head_sequence"), row.getBytes("head_hash")),
                    new Origin(
                            row.getString("instance"),
                            row.getString("version"),
                            row.getObject("begun_at", OffsetDateTime.class).toInstant()),
                    Head.of(id, row.getLong("kept_from") - 1, row.getBytes("kept_previous")),
                    row.getLong("lowest"),
                    row.getLong("highest"));
        }
    }

    /**
     * Goes through them.
     *
     * @param expected heads that somebody noted before
     * @param kept what must be there: who removes entries by retention's own door leaves chains
     *     that hold, and only their age tells that it was not retention
     * @param progress told how many entries were gone through
     * @throws DatabaseUnavailable when the database fails
     */
    public Verdict verify(Collection<Noted> expected, Kept kept, Consumer<Long> progress) {
        var reports = new ArrayList<ChainReport>();
        var contradictions = new ArrayList<Fault>();
        var named = new ArrayList<Head>();
        var tally = new Tally(progress);
        for (var chain : chains()) {
            reports.add(report(chain, kept, named, tally));
        }
        for (var homeless : homeless()) {
            contradictions.add(
                    new Fault(homeless, 1, "its entries are there, and the chain is not"));
        }
        for (var noted : expected) {
            contradiction(noted.head(), "an end that was noted")
                    .or(() -> letGo(noted, kept))
                    .ifPresent(contradictions::add);
        }
        for (var head : named) {
            contradiction(head, "an end that a later chain names").ifPresent(contradictions::add);
        }
        return new Verdict(reports, contradictions);
    }

    private static final class Tally {
        private final Consumer<Long> progress;
        private long entries;

        private Tally(Consumer<Long> progress) {
            this.progress = progress;
        }

        private void add(int some) {
            entries += some;
            progress.accept(entries);
        }
    }

    private List<Chain> chains() {
        return database.with(
                handle ->
                        handle.createQuery(CHAINS + " ORDER BY begun_at, chain_id")
                                .map((row, _) -> Chain.of(row))
                                .list());
    }

    private static Optional<Chain> chain(Handle handle, UUID id) {
        return handle.createQuery(CHAINS + " WHERE chain_id = :id")
                .bind("id", id)
                .map((row, _) -> Chain.of(row))
                .findOne();
    }

    private List<UUID> homeless() {
        return database.with(handle -> handle.createQuery(HOMELESS).mapTo(UUID.class).list());
    }

    private ChainReport report(Chain chain, Kept kept, List<Head> named, Tally tally) {
        var at = chain;
        while (true) {
            var check = new ChainCheck(at.head().chain(), next(at), at.keptAfter().hash());
            var fault = fault(at, check, tally);
            var now = database.with(handle -> chain(handle, chain.head().chain()));
            boolean letGo = now.map(AuditChains::next).filter(next(at)::equals).isEmpty();
            if (fault.isPresent() && now.isPresent() && letGo) {
                // Retention came between; what it leaves is gone through again.
                at = now.get();
                continue;
            }
            named.addAll(check.named());
            var whole = at;
            return new ChainReport(
                    at.head(), at.origin(), check.seen(), fault.or(() -> letGo(whole, kept)));
        }
    }

    /** Entries that are gone, and that retention cannot have let go. */
    private static Optional<Fault> letGo(Chain chain, Kept kept) {
        long last = chain.keptAfter().sequence();
        return last > 0 && kept.demands(chain.origin().begunAt())
                ? Optional.of(
                        new Fault(
                                chain.head().chain(),
                                last,
                                "it is missing, as are all before, though the chain began only at "
                                        + chain.origin().begunAt()
                                        + " and retention keeps what was written since "
                                        + kept.since()))
                : Optional.empty();
    }

    private Optional<Fault> letGo(Noted noted, Kept kept) {
        var head = noted.head();
        boolean gone =
                database.with(handle -> chain(handle, head.chain()))
                        .filter(chain -> head.sequence() <= chain.keptAfter().sequence())
                        .isPresent();
        return gone && kept.demands(noted.at())
                ? Optional.of(
                        new Fault(
                                head.chain(),
                                head.sequence(),
                                "it is missing, though it was noted with the time "
                                        + noted.at()
                                        + " and retention keeps what was written since "
                                        + kept.since()))
                : Optional.empty();
    }

    private static Long next(Chain chain) {
        return chain.keptAfter().sequence() + 1;
    }

    private Optional<Fault> fault(Chain chain, ChainCheck check, Tally tally) {
        var head = chain.head();
        if (chain.highest() > 0 && chain.lowest() < next(chain)) {
            return Optional.of(
                    new Fault(
                            head.chain(),
                            chain.lowest(),
                            "it is before the chain's first entry, " + next(chain)));
        }
        long last = chain.keptAfter().sequence();
        while (true) {
            var some = entries(head, last);
            for (var entry : some) {
                var fault = check.take(entry);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            tally.add(some.size());
            if (some.size() < AT_ONCE) {
                return check.end(head, chain.highest());
            }
            last = some.getLast().row().place().sequence();
        }
    }

    private List<ChainCheck.Found> entries(Head head, long last) {
        return database.with(
                handle ->
                        handle.createQuery(ENTRIES)
                                .bind("chain", head.chain())
                                .bind("last", last)
                                .bind("end", head.sequence())
                                .bind("limit", AT_ONCE)
                                .map((row, _) -> found(row))
                                .list());
    }

    private static ChainCheck.Found found(ResultSet row) throws SQLException {
        return new ChainCheck.Found(
                Row.of(row), Row.storedHash(row), Optional.ofNullable(row.getBytes("secret")));
    }

    /** Where a chain is not what it was when somebody noted its end. */
    private Optional<Fault> contradiction(Head noted, String who) {
        return database.with(
                handle ->
                        chain(handle, noted.chain())
                                .map(chain -> contradiction(handle, chain, noted))
                                .orElseGet(() -> Optional.of("the chain is not there"))
                                .map(
                                        what ->
                                                new Fault(
                                                        noted.chain(),
                                                        noted.sequence(),
                                                        what + ", against " + who)));
    }

    private static Optional<String> contradiction(Handle handle, Chain chain, Head noted) {
        if (noted.sequence() > chain.head().sequence()) {
            return Optional.of("the chain ends before, with " + chain.head().sequence());
        }
        if (noted.sequence() < chain.keptAfter().sequence()) {
            return Optional.empty();
        }
        var there =
                noted.sequence() == chain.keptAfter().sequence()
                        ? Optional.of(chain.keptAfter().hash())
                        : handle.createQuery(
                                        """
                                        SELECT hash FROM audit_entries
                                        WHERE chain_id = :chain AND sequence = :sequence
                                        """)
                                .bind("chain", noted.chain())
                                .bind("sequence", noted.sequence())
                                .mapTo(byte[].class)
                                .findOne()
                                .map(hash -> HexFormat.of().formatHex(hash));
        return there.filter(noted.hash()::equals).isPresent()
                ? Optional.empty()
                : Optional.of("it is another one");
    }
}
