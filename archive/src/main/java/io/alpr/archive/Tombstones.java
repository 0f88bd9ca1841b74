package io.alpr.archive;

import io.alpr.events.PlateEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/**
 * What was erased and must not come back. A plate is known again by its keyed hash (HMAC-SHA-256,
 * RFC 2104), for passes captured before its erasure; a pass by its id. Whoever writes passes or
 * pictures calls {@link #share} first in his transaction, and so either is seen by an erasure or
 * sees it. Safe for use by many threads and processes.
 */
final class Tombstones {
    /** Key of the advisory lock, "eras" in ASCII. */
    private static final long LOCK = 0x65726173;

    private static final int SECRET_BYTES = 32;

    /** Read anew when there are more. */
    private volatile Plates plates = new Plates(0, List.of(), Map.of());

    /** A moment before which a plate's passes are bound, by the hash in hexadecimal digits. */
    private record Plates(long version, List<Key> keys, Map<String, Instant> moments) {
        Optional<Instant> before(String plate) {
            return moments.isEmpty()
                    ? Optional.empty()
                    : keys.stream()
                            .map(key -> Optional.ofNullable(moments.get(key.hashOf(plate))))
                            .flatMap(Optional::stream)
                            .max(Instant::compareTo);
        }
    }

    private record Key(UUID id, byte[] secret) {
        String hashOf(String plate) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return HexFormat.of()
                        .formatHex(mac.doFinal(plate.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }

    /** Until the transaction ends no erasure begins; one that has begun is waited for. */
    static void share(Handle handle) {
        // In one statement, since every batch asks it; its terms are evaluated in their order.
        handle.execute(
                """
                SELECT set_config('lock_timeout', '30s', true), set_config('alpr.plates', 'noted', true),
                    pg_advisory_xact_lock_shared(?)
                """,
                LOCK);
    }

    /**
     * Whether a pass of that time may not have that plate; until the transaction ends no erasure
     * begins that would forbid it.
     */
    static boolean forbids(Handle handle, String plate, Instant capturedAt) {
        handle.execute(
                "SELECT set_config('lock_timeout', '5s', true), pg_advisory_xact_lock_shared(?)",
                LOCK);
        return new Tombstones().isBound(handle, plate, capturedAt);
    }

    private boolean isBound(Handle handle, String plate, Instant capturedAt) {
        return binds(upTo(handle, state(handle, List.of()).version()), plate, capturedAt);
    }

    /** Until the transaction ends nobody writes; whoever writes is waited for. */
    static void exclude(Handle handle) {
        exclude(handle, "20s");
    }

    /** Whoever waits for it keeps all writers waiting behind him, so nobody waits for ever. */
    static void exclude(Handle handle, String patience) {
        handle.execute(
                "SELECT set_config('lock_timeout', ?, true), pg_advisory_xact_lock(?)",
                patience,
                LOCK);
    }

    /** Binds the passes of a plate that were captured before a moment. */
    static void add(Handle handle, String plate, Instant before) {
        var key = keys(handle).stream().findFirst().orElseGet(() -> newKey(handle));
        handle.createUpdate(
                        """
                        INSERT INTO erased_plates (key_id, plate_hash, captured_before)
                        VALUES (:key, decode(:hash, 'hex'), :before)
                        """)
                .bind("key", key.id())
                .bind("hash", key.hashOf(plate))
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Binds passes, whatever they read. */
    static void add(Handle handle, Collection<UUID> events) {
        handle.createUpdate(
                        "INSERT INTO erased_events (event_id) SELECT unnest(:events) ON CONFLICT DO NOTHING")
                .bindArray("events", UUID.class, events.toArray())
                .execute();
    }

    private static List<Key> keys(Handle handle) {
        return handle.createQuery("SELECT key_id, secret FROM erasure_keys ORDER BY key_id")
                .map((row, _) -> new Key(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
    }

    private static Key newKey(Handle handle) {
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        var key = new Key(UUID.randomUUID(), secret);
        handle.execute("INSERT INTO erasure_keys (key_id, secret) VALUES (?, ?)", key.id(), secret);
        return key;
    }

    /** Of these passes those that were erased by their id, after {@link #share}. */
    static Set<UUID> erased(Handle handle, Collection<UUID> events) {
        return state(handle, events).erased();
    }

    /**
     * Of these events those that may not be stored, after {@link #share}: each is bound by its id
     * from then on, so that its pictures are, too. Held passes are exempt.
     */
    Set<UUID> bound(Handle handle, Collection<PlateEvent> events) {
        var ids = events.stream().map(event -> event.id().eventId()).toList();
        var state = state(handle, ids);
        var bound = new HashSet<>(state.erased());
        var known = upTo(handle, state.version());
        if (!known.moments().isEmpty()) {
            var byPlate = new HashSet<UUID>();
            for (var event : events) {
                if (binds(known, event.plate().normalized(), event.id().capturedAt())) {
                    byPlate.add(event.id().eventId());
                }
            }
            byPlate.removeAll(bound);
            byPlate.removeAll(held(handle, byPlate));
            bound.addAll(byPlate);
            bind(handle, byPlate, events);
        }
        return bound;
    }

    /**
     * Passes that are there read another plate, so they stayed when this one was erased: an earlier
     * revision of theirs that comes again changes nothing, a later one makes them the erased
     * plate's.
     */
    private static void bind(Handle handle, Set<UUID> byPlate, Collection<PlateEvent> events) {
        if (byPlate.isEmpty()) {
            return;
        }
        var there = new HashMap<UUID, Integer>();
        handle.createQuery(
                        "SELECT event_id, revision FROM plate_events WHERE event_id = ANY (:events)")
                .bindArray("events", UUID.class, byPlate.toArray())
                .map((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                .forEach(entry -> there.put(entry.getKey(), entry.getValue()));
        // Sorted, so that two recorders do not wait in a circle.
        var binding = new TreeSet<UUID>();
        for (var event : events) {
            var id = event.id().eventId();
            if (byPlate.contains(id) && there.getOrDefault(id, 0) < event.id().revision()) {
                binding.add(id);
            }
        }
        add(handle, binding);
        handle.createUpdate("DELETE FROM plate_events WHERE event_id = ANY (:events)")
                .bindArray("events", UUID.class, binding.toArray())
                .execute();
    }

    private static List<UUID> held(Handle handle, Collection<UUID> events) {
        return handle.createQuery("SELECT event_id FROM event_holds WHERE event_id = ANY (:events)")
                .bindArray("events", UUID.class, events.toArray())
                .mapTo(UUID.class)
                .list();
    }

    /** The event without those other texts that were erased, as {@link #bound} found them last. */
    PlateEvent withoutErasedCandidates(PlateEvent event) {
        var known = plates;
        var plate = event.plate();
        if (known.moments().isEmpty() || plate.candidates().isEmpty()) {
            return event;
        }
        var at = event.id().capturedAt();
        var kept =
                plate.candidates().stream()
                        .filter(candidate -> !binds(known, candidate.normalized(), at))
                        .toList();
        if (kept.size() == plate.candidates().size()) {
            return event;
        }
        var text =
                new PlateEvent.PlateText(
                        plate.text(),
                        plate.normalized(),
                        plate.confidence(),
                        plate.region(),
                        plate.characterScores(),
                        kept);
        return new PlateEvent(
                event.id(), text, event.vehicle(), event.pictures(), event.node(), event.details());
    }

    private static boolean binds(Plates known, String plate, Instant capturedAt) {
        return known.before(plate).filter(capturedAt::isBefore).isPresent();
    }

    private record State(long version, Set<UUID> erased) {}

    /** In one question, since every batch asks it. */
    private static State state(Handle handle, Collection<UUID> events) {
        return handle.createQuery(
                        """
                        SELECT (SELECT coalesce(max(id), 0) FROM erased_plates),
                            ARRAY(SELECT event_id FROM erased_events WHERE event_id = ANY (:events))
                        """)
                .bindArray("events", UUID.class, events.toArray())
                .map(
                        (row, _) ->
                                new State(
                                        row.getLong(1),
                                        Set.of((UUID[]) row.getArray(2).getArray())))
                .one();
    }

    private Plates upTo(Handle handle, long version) {
        var known = plates;
        if (known.version() != version) {
            known = read(handle, version);
            plates = known;
        }
        return known;
    }

    private static Plates read(Handle handle, long version) {
        var before = new HashMap<String, Instant>();
        handle.createQuery(
                        """
                        SELECT encode(plate_hash, 'hex'), max(captured_before) FROM erased_plates
                        WHERE id <= :version GROUP BY plate_hash
                        """)
                .bind("version", version)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .forEach(entry -> before.put(entry.getKey(), entry.getValue()));
        return new Plates(version, keys(handle), Map.copyOf(before));
    }

    private static final String TEXTS =
            "SELECT DISTINCT plate_normalized_text FROM plate_events UNION " + Mentions.TEXTS;

    /**
     * Takes everything out that is bound, with what is noted of its pictures, from an archive to
     * which rows came on another way than by {@link EventStore}.
     *
     * @return how many passes
     */
    long enforce(Handle handle) {
        var known = upTo(handle, state(handle, List.of()).version());
        var byPlate = new ArrayList<UUID>();
        if (!known.moments().isEmpty()) {
            for (var text : handle.createQuery(TEXTS).mapTo(String.class).list()) {
                known.before(text).ifPresent(before -> byPlate.addAll(taken(handle, text, before)));
            }
            add(handle, byPlate);
        }
        handle.execute(
                "DELETE FROM plate_pictures WHERE event_id IN (SELECT event_id FROM erased_events)");
        PassPapers.deleteErased(handle);
        handle.execute(
                "DELETE FROM event_holds WHERE event_id IN (SELECT event_id FROM erased_events)");
        int byId =
                handle.execute(
                        "DELETE FROM plate_events WHERE event_id IN (SELECT event_id FROM erased_events)");
        return (long) byPlate.size() + byId;
    }

    private static List<UUID> taken(Handle handle, String plate, Instant before) {
        var _ = Mentions.removed(handle, plate, before);
        return handle.createQuery(
                        """
                        DELETE FROM plate_events
                        WHERE plate_normalized_text = :plate AND captured_at < :before
                            AND event_id NOT IN (SELECT event_id FROM event_holds)
                        RETURNING event_id
                        """)
                .bind("plate", plate)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .list();
    }
}
