package io.alpr.query;

import io.alpr.archive.audit.AuditEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked, as the audit log has it.
 *
 * @param action e.g. {@code search}
 * @param values what was asked for, but for plates
 */
record Asked(String action, Map<String, String> values) {
    static Asked of(String action) {
        return new Asked(action, Map.of());
    }

    /** The same with a value, if it was given. */
    Asked with(String name, Optional<String> value) {
        if (value.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(values);
        more.put(name, AuditEntry.legible(value.get(), AuditEntry.What.VALUE_MAX));
        return new Asked(action, more);
    }

    /** About no plate in particular. */
    AuditEntry.What about() {
        return about("");
    }

    /**
     * @param plate or pattern that was looked up; what is far too long for one is cut
     */
    AuditEntry.What about(String plate) {
        return new AuditEntry.What(
                action, values, AuditEntry.legible(plate, AuditEntry.What.SUBJECT_MAX));
    }
}
