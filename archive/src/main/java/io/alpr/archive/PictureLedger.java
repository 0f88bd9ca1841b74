package io.alpr.archive;

import io.alpr.events.EventIds;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which pictures are in the bucket. A picture may be noted before its event is known or after; the
 * event's {@code picture_state} comes out the same. Safe for use by many threads and processes.
 */
public final class PictureLedger {
    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public PictureLedger(Database database) {
        this.database = database;
    }

    /**
     * A picture that was put.
     *
     * @param key in the bucket
     * @param eventId of the event that names it
     * @param kind what it shows
     * @param revision of that event
     * @param sha256 of its bytes
     */
    public record Picture(String key, UUID eventId, PictureKind kind, int revision, String sha256) {
        /** That of a message. */
        public static Picture of(PictureMessage picture) {
            return new Picture(
                    picture.key(),
                    picture.eventId(),
                    picture.kind(),
                    picture.revision(),
                    picture.sha256());
        }
    }

    /**
     * Notes pictures as stored, in one transaction; noting them again does no harm, also when the
     * list has copies, as after a pilot was killed.
     *
     * @return those of passes that were erased on request: they are not noted, and are to be
     *     deleted; without those whose key another pass has
     * @throws DatabaseUnavailable when nothing was noted; try again later
     */
    public List<Picture> stored(List<Picture> pictures) {
        if (pictures.isEmpty()) {
            return List.of();
        }
        // The driver makes one statement of many, and one must not touch a row twice.
        var byKey = new TreeMap<String, Picture>();
        pictures.forEach(picture -> byKey.putIfAbsent(picture.key(), picture));
        return database.inTransaction(
                handle -> {
                    Tombstones.share(handle);
                    var events = byKey.values().stream().map(Picture::eventId).toList();
                    var erased = Tombstones.erased(handle, events);
                    var parts =
                            byKey.values().stream()
                                    .collect(
                                            Collectors.partitioningBy(
                                                    one -> erased.contains(one.eventId())));
                    note(handle, parts.getOrDefault(false, List.of()));
                    return nobodyElses(handle, parts.getOrDefault(true, List.of()));
                });
    }

    private static List<Picture> nobodyElses(Handle handle, List<Picture> erased) {
        if (erased.isEmpty()) {
            return erased;
        }
        var others =
                handle.createQuery(
                                "SELECT object_key, event_id FROM plate_pictures WHERE object_key = ANY (:keys)")
                        .bindArray(
                                "keys", String.class, erased.stream().map(Picture::key).toArray())
                        .map((row, _) -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                        .list();
        return erased.stream()
                .filter(
                        picture ->
                                others.stream()
                                        .noneMatch(
                                                other ->
                                                        other.getKey().equals(picture.key())
                                                                && !other.getValue()
                                                                        .equals(picture.eventId())))
                .toList();
    }

    private static void note(Handle handle, List<Picture> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch(NOTE);
        for (var picture : pictures) {
            batch.bind("key", picture.key())
                    .bind("event", picture.eventId())
                    .bind("kind", picture.kind().wireName())
                    .bind("revision", picture.revision())
                    .bind("sha256", picture.sha256())
                    .add();
        }
        batch.execute();
        complete(handle, pictures);
    }

    /**
     * Several statements: whoever notes the other picture of the same event at the same moment
     * waits for the event's row, and looks after the first one's commit.
     */
    private static void complete(Handle handle, List<Picture> pictures) {
        for (var statement : List.of(LOCK, REOPEN, COMPLETE)) {
            try (var update = handle.createUpdate(statement)) {
                update.bindArray("events", UUID.class, eventIds(pictures))
                        .bind("earliest", bound(pictures, true))
                        .bind("latest", bound(pictures, false))
                        .execute();
            }
        }
    }

    private static final String NOTE =
            """
            INSERT INTO plate_pictures (object_key, event_id, kind, revision, sha256, state, stored_at)
            VALUES (:key, :event, :kind, :revision, :sha256, 'stored', now())
            ON CONFLICT (object_key) DO UPDATE
                SET state = 'stored', stored_at = COALESCE(plate_pictures.stored_at, now())
            """;

    private static final String LOCK =
            """
            SELECT FROM plate_events
            WHERE event_id = ANY (:events) AND captured_at BETWEEN :earliest AND :latest
            ORDER BY event_id, captured_at FOR UPDATE
            """;

    /** A picture that came after retention had taken the others: it takes this one, too. */
    private static final String REOPEN =
            """
            UPDATE plate_events SET picture_state = 'pending'
            WHERE event_id = ANY (:events) AND captured_at BETWEEN :earliest AND :latest
                AND picture_state = 'dropped'
            """;

    /** The bounds of time only spare partitions that cannot hold the events. */
    private static final String COMPLETE =
            """
            UPDATE plate_events event SET picture_state = 'stored'
            WHERE event_id = ANY (:events)
                AND captured_at BETWEEN :earliest AND :latest
                AND picture_state = 'pending'
                AND NOT EXISTS (
                    SELECT FROM (VALUES (plate_image_key), (vehicle_image_key), (frame_image_key)) picture (key)
                    LEFT JOIN plate_pictures known ON known.object_key = picture.key
                    WHERE picture.key IS NOT NULL AND known.state IS DISTINCT FROM 'stored')
            """;

    private static Object[] eventIds(List<Picture> pictures) {
        return pictures.stream().map(Picture::eventId).distinct().toArray();
    }

    private static OffsetDateTime bound(List<Picture> pictures, boolean earliest) {
        var times = pictures.stream().map(picture -> time(picture.eventId(), earliest));
        var found = earliest ? times.min(Instant::compareTo) : times.max(Instant::compareTo);
        return found.orElseThrow().atOffset(ZoneOffset.UTC);
    }

    /** Our ids hold the time of capture; a foreign one may belong to any. */
    private static Instant time(UUID eventId, boolean earliest) {
        return EventIds.timeOf(eventId)
                .orElse(earliest ? Instant.EPOCH : Instant.parse("9999-12-31T23:59:59.999Z"));
    }
}
