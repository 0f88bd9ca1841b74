package io.alpr.pilot.pass;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that one camera published a moment ago, so that a plate which was hidden or lost for a
 * moment, and whose very text is then read again, stays one event. Only an equal text of the same
 * camera counts; a similar one is another plate. Bounded by time; owned by the camera's thread.
 */
final class RecentPlates {
    private final Duration memory;
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(EventIdentity identity, Duration seenAt) {}

    RecentPlates(Duration memory) {
        this.memory = memory;
    }

    /** This text was published, or its plate is still to be seen. */
    void seen(String text, EventIdentity identity, Duration pts) {
        entries.put(text, new Entry(identity, pts));
    }

    /** The event that a new pass with this text belongs to. */
    Optional<EventIdentity> find(String text, Duration pts) {
        entries.values().removeIf(entry -> pts.minus(entry.seenAt()).compareTo(memory) > 0);
        return Optional.ofNullable(entries.get(text)).map(Entry::identity);
    }

    void forgetAll() {
        entries.clear();
    }
}
