package io.alpr.archive;

import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Notes the pictures that events name, before the rows of the events are touched, and locks them.
 * Whoever stores pictures goes through the same keys, in sorted order, too: so neither can miss the
 * other, and they do not wait in a circle.
 */
final class PictureAnnouncement {
    private static final String NOTE =
            """
            INSERT INTO plate_pictures (object_key, event_id, kind, revision, sha256, state)
            SELECT key, event, kind, revision, sha256, 'pending'
            FROM unnest(:keys::text[], :events::uuid[], :kinds::text[], :revisions::int[], :hashes::text[])
                picture (key, event, kind, revision, sha256)
            ORDER BY key
            ON CONFLICT (object_key) DO UPDATE
                SET revision = GREATEST(plate_pictures.revision, excluded.revision)
            RETURNING object_key, state
            """;

    /** State of each picture by its key, as it stays until the transaction ends. */
    private final Map<String, String> states;

    private PictureAnnouncement(Map<String, String> states) {
        this.states = states;
    }

    private record Named(UUID event, PictureKind kind, int revision, String sha256) {}

    /**
     * In the transaction in which the events will be stored.
     *
     * @param events no two revisions of one
     */
    static PictureAnnouncement of(Handle handle, Collection<PlateEvent> events) {
        var named = new TreeMap<String, Named>();
        for (var event : events) {
            for (var picture : event.pictures()) {
                if (!picture.sha256().isEmpty()) {
                    named.put(
                            picture.key(),
                            new Named(
                                    event.id().eventId(),
                                    picture.kind(),
                                    event.id().revision(),
                                    picture.sha256()));
                }
            }
        }
        return new PictureAnnouncement(named.isEmpty() ? Map.of() : noted(handle, named));
    }

    private static Map<String, String> noted(Handle handle, SortedMap<String, Named> named) {
        var states = new HashMap<String, String>();
        try (var query = handle.createQuery(NOTE)) {
            query.bindArray("keys", String.class, named.keySet().toArray())
                    .bindArray("events", UUID.class, each(named, Named::event))
                    .bindArray("kinds", String.class, each(named, n -> n.kind().wireName()))
                    .bindArray("revisions", Integer.class, each(named, Named::revision))
                    .bindArray("hashes", String.class, each(named, Named::sha256))
                    .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(state -> states.put(state.getKey(), state.getValue()));
        }
        return states;
    }

    private static Object[] each(SortedMap<String, Named> named, Function<Named, Object> value) {
        return named.values().stream().map(value).toArray();
    }

    /** The {@code picture_state} of one of the events. */
    String stateOf(PlateEvent event) {
        if (event.pictures().isEmpty()) {
            return "none";
        }
        if (event.pictures().stream().anyMatch(picture -> picture.sha256().isEmpty())) {
            return "foreign";
        }
        boolean all =
                event.pictures().stream()
                        .allMatch(picture -> "stored".equals(states.get(picture.key())));
        return all ? "stored" : "pending";
    }
}
