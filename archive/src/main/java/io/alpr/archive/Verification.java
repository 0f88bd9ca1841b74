package io.alpr.archive;

import io.alpr.events.PictureMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Compares the archive's notes of pictures with the bucket: which are missing, which nobody knows,
 * which have other bytes. Holds the key of every picture in memory, some 200 bytes each.
 *
 * @param pictures that should be there
 * @param read of which the bytes were compared
 * @param missing keys of pictures that are noted as stored and are not there
 * @param wrong keys of pictures whose bytes are not those of their hash
 * @param unknown keys of objects that the archive does not know
 */
public record Verification(
        long pictures, long read, List<String> missing, List<String> wrong, List<String> unknown) {
    private static final int TELL_EVERY = 1000;

    public Verification {
        missing = List.copyOf(missing);
        wrong = List.copyOf(wrong);
        unknown = List.copyOf(unknown);
    }

    /** Whether everything is as it should be. */
    public boolean isClean() {
        return missing.isEmpty() && wrong.isEmpty() && unknown.isEmpty();
    }

    /**
     * Compares.
     *
     * @param bytes whether each picture is read and hashed as well, which takes as long as reading
     *     the bucket
     * @param progress told how many were looked at
     * @throws DatabaseUnavailable when the database fails
     * @throws ObjectStoreFault when the object store does
     */
    public static Verification of(
            Inventory archive, PictureStore store, boolean bytes, LongConsumer progress) {
        // The bucket first: what comes meanwhile is then known to the archive, and not missing.
        var unknown = new ArrayList<String>();
        var there = new ArrayList<String>();
        store.keys(there::add);
        var noted = new HashMap<String, Inventory.Picture>();
        archive.pictures(picture -> noted.put(picture.key(), picture));
        var missing = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        long read = 0;
        for (var key : there) {
            var picture = noted.remove(key);
            if (picture == null || picture.state().equals("dropped")) {
                unknown.add(key);
            } else if (bytes) {
                if (++read % TELL_EVERY == 0) {
                    progress.accept(read);
                }
                if (store.read(key)
                        .map(PictureMessage::hashOf)
                        .filter(picture.sha256()::equals)
                        .isEmpty()) {
                    wrong.add(key);
                }
            }
        }
        noted.values().stream()
                .filter(picture -> picture.state().equals("stored"))
                .map(Inventory.Picture::key)
                .filter(key -> !store.exists(key))
                .forEach(missing::add);
        long due = there.size() - unknown.size() + (long) missing.size();
        return new Verification(due, read, missing, wrong, unknown);
    }

    /** The three lists by their names. */
    public Map<String, List<String>> findings() {
        return Map.of("missing", missing, "wrong", wrong, "unknown", unknown);
    }
}
