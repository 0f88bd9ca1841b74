package io.alpr.archive.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.Database;
import io.alpr.archive.audit.AuditEntry.What;
import io.alpr.archive.audit.AuditEntry.Who;
import io.alpr.archive.audit.Sealed.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches to the end of a chain. After anything failed the next batch begins a new chain: it
 * need not be known whether what failed was committed in the end. One thread at a time.
 */
final class ChainWriter {
    /** The first entry of a chain, which names the instance, and where others ended. */
    static final String BEGIN = "audit_begin";

    /** The last entry of a chain that ended as it should. */
    static final String END = "audit_end";

    /** What names the end of another chain begins so, in the first entry. */
    static final String AFTER = "after";

    /** Several may begin at once, and then name the same ones. */
    private static final int OTHERS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Durable even where the server's default is not; and nobody waits for long. */
    private static final String PREPARE =
            """
            SELECT set_config('lock_timeout', '5s', true),
                CASE current_setting('synchronous_commit')
                    WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
            """;

    private static final String INSERT =
            """
            INSERT INTO audit_entries (chain_id, sequence, at, actor, actor_kind, address, request_id,
                action, asked, reason, rows_found, subject_id, subject, previous, hash)
            VALUES (:chain, :sequence, :at, :actor, :kind, :address, :request, :action, :asked, :reason,
                CAST(:rows AS bigint), CAST(:subjectId AS uuid), decode(:subject, 'hex'), :previous, :hash)
            """;

    private static final String CHAIN =
            """
            INSERT INTO audit_chains (chain_id, instance, version, begun_at, head_sequence, head_hash,
                kept_from, kept_previous)
            VALUES (:chain, :instance, :version, :at, 0, :nothing, 1, :nothing)
            """;

    private static final String ADVANCE =
            """
            UPDATE audit_chains SET head_sequence = :sequence, head_hash = :hash
            WHERE chain_id = :chain AND head_sequence = :oldSequence AND head_hash = :oldHash
            """;

    private static final String LATEST =
            """
            SELECT chain_id, head_sequence, head_hash FROM audit_chains
            ORDER BY begun_at DESC, chain_id LIMIT :limit
            """;

    private final Instance instance;
    private final InstantSource clock;
    private Optional<Head> head = Optional.empty();

    /** Until there is a first chain. */
    private Optional<Instant> started;

    ChainWriter(Instance instance, InstantSource clock) {
        this.instance = instance;
        this.clock = clock;
        this.started = Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** An entry, and when it was asked for. */
    record Stamped(AuditEntry entry, Instant at) {}

    Stamped stamped(AuditEntry entry) {
        return new Stamped(entry, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Writes entries, all or none of them.
     *
     * @return their places
     */
    List<Place> write(Database database, List<Stamped> entries) {
        var before = head;
        head = Optional.empty();
        var written = database.inTransaction(handle -> written(handle, before, entries));
        head = Optional.of(written.head());
        started = Optional.empty();
        return written.places();
    }

    /** Says that nothing follows, where there is a chain. */
    void end(Database database) {
        if (head.isPresent()) {
            write(database, List.of(stamped(ofOurs(END, Map.of()))));
        }
    }

    private record Written(Head head, List<Place> places) {}

    private Written written(Handle handle, Optional<Head> before, List<Stamped> entries) {
        handle.createQuery(PREPARE).mapToMap().one();
        var all = new ArrayList<Stamped>();
        // The first statement that locks: whoever erases waits for us, or we for him.
        var subjects = Subjects.of(handle, texts(entries));
        var from = before.orElseGet(() -> begun(handle, all, entries));
        int ours = all.size();
        all.addAll(entries);
        if (all.isEmpty()) {
            return new Written(from, List.of());
        }
        var places = new ArrayList<Place>();
        var to = insert(handle, from, all, subjects, places);
        advance(handle, from, to);
        return new Written(to, List.copyOf(places.subList(ours, places.size())));
    }

    private static SortedSet<String> texts(List<Stamped> entries) {
        return entries.stream()
                .map(stamped -> stamped.entry().what().subject())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Head begun(Handle handle, List<Stamped> to, List<Stamped> waiting) {
        var asked = new TreeMap<String, String>();
        asked.put("instance", instance.name());
        asked.put("version", instance.version());
        var others =
                handle.createQuery(LATEST)
                        .bind("limit", OTHERS)
                        .map(
                                (row, _) ->
                                        Head.of(
                                                row.getObject(1, UUID.class),
                                                row.getLong(2),
                                                row.getBytes(3)))
                        .list();
        for (var other : others) {
            asked.put(AFTER + " " + asked.size(), other.line());
        }
        var now = stamped(ofOurs(BEGIN, asked));
        // Read by time, it stands before those that wait.
        var at =
                started.orElseGet(
                        () ->
                                waiting.stream()
                                        .map(Stamped::at)
                                        .min(Instant::compareTo)
                                        .orElse(now.at()));
        to.add(new Stamped(now.entry(), at));
        var begin = new Head(UUID.randomUUID(), 0, Head.NOTHING);
        handle.createUpdate(CHAIN)
                .bind("chain", begin.chain())
                .bind("instance", instance.name())
                .bind("version", instance.version())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("nothing", begin.bytes())
                .execute();
        return begin;
    }

    private AuditEntry ofOurs(String action, Map<String, String> asked) {
        return AuditEntry.of(Who.machine(instance.name()), What.of(action, asked));
    }

    private static Head insert(
            Handle handle,
            Head from,
            List<Stamped> entries,
            Map<String, Subject> subjects,
            List<Place> places) {
        var batch = handle.prepareBatch(INSERT);
        var at = from;
        for (var stamped : entries) {
            var row = row(at, stamped, subjects);
            at = new Head(at.chain(), row.place().sequence(), row.hash());
            places.add(row.place());
            bind(batch, row);
            batch.bind("hash", at.bytes()).add();
        }
        batch.execute();
        return at;
    }

    private static void bind(PreparedBatch batch, Row row) {
        batch.bind("chain", row.place().chain())
                .bind("sequence", row.place().sequence())
                .bind("at", row.place().at().atOffset(ZoneOffset.UTC))
                .bind("actor", row.by().actor())
                .bind("kind", row.by().kind())
                .bind("address", row.by().address())
                .bind("request", row.by().requestId())
                .bind("action", row.said().action())
                .bind("asked", row.said().asked())
                .bind("reason", row.said().reason())
                .bind("previous", HexFormat.of().parseHex(row.previous()))
                // A batch wants the same type in each row, also of what is not there.
                .bind("rows", text(row.said().rows().stream().boxed().findFirst()))
                .bind("subjectId", text(row.sealed().map(Sealed::subject)))
                .bind("subject", text(row.sealed().map(plate -> hex(plate.bytes()))));
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Row row(Head before, Stamped stamped, Map<String, Subject> subjects) {
        var entry = stamped.entry();
        long sequence = before.sequence() + 1;
        var text = entry.what().subject();
        return new Row(
                new Place(before.chain(), sequence, stamped.at()),
                new Row.By(
                        entry.who().name(),
                        entry.who().kind().wireName(),
                        entry.who().address(),
                        entry.who().requestId()),
                new Row.Said(
                        entry.what().action(),
                        json(entry.what().asked()),
                        entry.reason(),
                        entry.rows()),
                Optional.ofNullable(subjects.get(text))
                        .map(subject -> Sealed.of(text, subject, before.chain(), sequence)),
                before.hash());
    }

    private static String json(Map<String, String> asked) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(asked));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private static void advance(Handle handle, Head from, Head to) {
        int advanced =
                handle.createUpdate(ADVANCE)
                        .bind("sequence", to.sequence())
                        .bind("hash", to.bytes())
                        .bind("chain", to.chain())
                        .bind("oldSequence", from.sequence())
                        .bind("oldHash", from.bytes())
                        .execute();
        if (advanced != 1) {
            throw new IllegalStateException(
                    "audit chain %s is no more as it was left at entry %d: see ./alpr audit verify"
                            .formatted(from.chain(), from.sequence()));
        }
    }
}
