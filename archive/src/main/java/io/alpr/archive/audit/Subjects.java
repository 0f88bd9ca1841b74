package io.alpr.archive.audit;

import io.alpr.archive.audit.Sealed.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code audit_subjects}. Keys are asked for anew by each transaction, and never kept in
 * between, so that an erased one is nowhere.
 */
final class Subjects {
    /** Somebody else may make one at the same moment, and somebody erase it. */
    private static final int TRIES_MAX = 5;

    /** Until the transaction ends no erasure takes them. */
    private static final String KNOWN =
            """
            SELECT text, subject_id, secret FROM audit_subjects WHERE text = ANY (:texts)
            ORDER BY text FOR KEY SHARE
            """;

    private static final String MAKE =
            """
            INSERT INTO audit_subjects (subject_id, text, secret) VALUES (:id, :text, :secret)
            ON CONFLICT (text) DO NOTHING
            """;

    private Subjects() {}

    /** Of each of these texts, made where there is none yet. */
    static Map<String, Subject> of(Handle handle, SortedSet<String> texts) {
        var found = new HashMap<String, Subject>();
        var missing = new TreeSet<>(texts);
        for (int tries = 0; !missing.isEmpty() && tries < TRIES_MAX; tries++) {
            if (tries > 0) {
                make(handle, missing);
            }
            found.putAll(known(handle, missing));
            missing.removeAll(found.keySet());
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "%d plates that are looked up are erased again and again: try again later"
                            .formatted(missing.size()));
        }
        return found;
    }

    private static Map<String, Subject> known(Handle handle, SortedSet<String> texts) {
        var known = new HashMap<String, Subject>();
        handle.createQuery(KNOWN)
                .bindArray("texts", String.class, texts.toArray())
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString(1),
                                        new Subject(row.getObject(2, UUID.class), row.getBytes(3))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** In their order, so that two writers do not wait in a circle. */
    private static void make(Handle handle, SortedSet<String> texts) {
        var batch = handle.prepareBatch(MAKE);
        for (var text : texts) {
            batch.bind("id", UUID.randomUUID())
                    .bind("text", text)
                    .bind("secret", Sealed.newSecret())
                    .add();
        }
        batch.execute();
    }
}
