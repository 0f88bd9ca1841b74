package io.alpr.app.faults;

import io.alpr.archive.Inventory;
import io.alpr.archive.PictureStore;
import io.alpr.events.PictureMessage;
import io.alpr.recorder.KeptLetter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * What the archive, the bucket and the dead letters hold against what was sent. Each list names the
 * first few; an empty one is as it should be.
 *
 * @param lost passes that are not there
 * @param outdated passes at a lower revision than the highest, or of another plate
 * @param doubled passes that are there more than once
 * @param strangers rows that nobody sent
 * @param pictures keys of pictures that are missing, have other bytes, or of which the event's row
 *     does not know
 * @param poison keys of records that can never be stored and were not put aside
 * @param aside records that were put aside without being poison
 * @param lettersTwice letters that are there again, after a recorder was killed; they do no harm
 */
record Audit(
        List<String> lost,
        List<String> outdated,
        List<String> doubled,
        List<String> strangers,
        List<String> pictures,
        List<String> poison,
        List<String> aside,
        int lettersTwice) {

    /** Whether everything is as it should be. */
    boolean isClean() {
        return faults() == 0;
    }

    int faults() {
        return lost.size()
                + outdated.size()
                + doubled.size()
                + strangers.size()
                + pictures.size()
                + poison.size()
                + aside.size();
    }

    /** Looks at all of it. */
    static Audit of(
            Wanted wanted, Inventory archive, PictureStore store, List<KeptLetter> letters) {
        var outdated = new ArrayList<String>();
        var doubled = new ArrayList<String>();
        var strangers = new ArrayList<String>();
        var pictures = new ArrayList<String>();
        var missing = new TreeMap<>(wanted.passes());
        archive.passes(
                row -> {
                    var pass = wanted.passes().get(row.eventId());
                    if (pass == null) {
                        strangers.add(row.toString());
                    } else if (missing.remove(row.eventId()) == null) {
                        doubled.add(row.toString());
                    } else if (!pass.equals(new Wanted.Pass(row.revision(), row.plate()))) {
                        outdated.add(row + ", not " + pass);
                    }
                    if (row.pictureState().equals("pending")) {
                        pictures.add("not known to " + row);
                    }
                });
        pictures.addAll(damaged(wanted, store));
        var found = new HashSet<String>();
        var aside = new ArrayList<String>();
        letters.forEach(
                letter -> {
                    if (!wanted.poison().contains(letter.key())) {
                        aside.add(letter.toString());
                    }
                    found.add(letter.key());
                });
        var poison = new ArrayList<>(wanted.poison());
        poison.removeAll(found);
        return new Audit(
                missing.keySet().stream().map(Object::toString).toList(),
                outdated,
                doubled,
                strangers,
                pictures,
                poison,
                aside,
                letters.size() - aside.size() - found.size());
    }

    private static List<String> damaged(Wanted wanted, PictureStore store) {
        var damaged = new ArrayList<String>();
        wanted.pictures()
                .forEach(
                        (key, hash) -> {
                            var bytes = store.read(key);
                            if (bytes.map(PictureMessage::hashOf).filter(hash::equals).isEmpty()) {
                                damaged.add(bytes.isEmpty() ? key : "other bytes: " + key);
                            }
                        });
        return damaged;
    }
}
