package io.alpr.archive;

import org.jdbi.v3.core.Handle;

/** The plates that somebody looked up, as {@code io.alpr.archive.audit} writes them down. */
final class AuditedPlates {
    private AuditedPlates() {}

    /**
     * Takes the keys by which a plate can be read in the audit log: of those who asked for it, or
     * by a pattern of four fixed characters or more that it fits. Their entries stay. The last act
     * of a transaction, since whoever looks something up waits for its end.
     *
     * @param plate normalised
     * @return how many different texts
     */
    static int forget(Handle handle, String plate) {
        lock(handle);
        return handle.createUpdate("DELETE FROM audit_subjects WHERE audit_names(text, :plate)")
                .bind("plate", plate)
                .execute();
    }

    /** Of which no entry is left. The last act of a transaction, as {@link #forget} is. */
    static int forgetUnmentioned(Handle handle) {
        lock(handle);
        return handle.execute(
                """
                DELETE FROM audit_subjects WHERE NOT EXISTS (
                    SELECT FROM audit_entries WHERE audit_entries.subject_id = audit_subjects.subject_id)
                """);
    }

    /** Whoever writes an entry locks its plate's row first, and so is waited for, or waits. */
    private static void lock(Handle handle) {
        handle.execute("LOCK TABLE audit_subjects IN EXCLUSIVE MODE");
    }
}
