package io.alpr.app.faults;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must be there in the end, by what was sent. Not safe for several threads. */
final class Wanted {
    private final Map<UUID, Pass> passes = new HashMap<>();
    private final Map<String, String> pictures = new HashMap<>();
    private final Set<String> poison = new HashSet<>();
    private long records;

    /** A pass at its highest revision. */
    record Pass(int revision, String plate) {
        static Pass of(PlateEvent event) {
            return new Pass(event.id().revision(), event.plate().normalized());
        }
    }

    void sent(Sending sending) {
        records++;
        switch (sending) {
            case Sending.Event(var event) ->
                    passes.merge(
                            event.id().eventId(),
                            Pass.of(event),
                            (a, b) -> a.revision() >= b.revision() ? a : b);
            case Sending.Picture(var picture) -> picture(picture);
            case Sending.Poison bad -> poison.add(bad.key());
        }
    }

    private void picture(PictureMessage picture) {
        pictures.put(picture.key(), picture.sha256());
    }

    /** By the id of the event. */
    Map<UUID, Pass> passes() {
        return passes;
    }

    /** Hashes by object key. */
    Map<String, String> pictures() {
        return pictures;
    }

    /** Keys of records. */
    Set<String> poison() {
        return poison;
    }

    /** All that was sent, copies among them. */
    long records() {
        return records;
    }

    long revisions() {
        return passes.values().stream().mapToLong(Pass::revision).sum();
    }
}
