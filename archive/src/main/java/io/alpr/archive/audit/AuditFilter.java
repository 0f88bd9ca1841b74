package io.alpr.archive.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries; those that fulfil all that is given.
 *
 * @param from made then or later
 * @param to made before
 * @param actor by this very name
 * @param action this very one
 * @param plate normalised: that asked for it, or by a pattern of four fixed characters or more that
 *     it fits
 */
public record AuditFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> actor,
        Optional<String> action,
        Optional<String> plate) {
    /** Every entry. */
    public static final AuditFilter ALL =
            new AuditFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Those of a time, {@code to} not among them. */
    public static AuditFilter between(Optional<Instant> from, Optional<Instant> to) {
        return new AuditFilter(from, to, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Fixed text, true of a row of {@code audit_entries entry}; {@link #values} are bound. */
    String condition() {
        List<String> terms = new ArrayList<>(List.of("TRUE"));
        from.ifPresent(_ -> terms.add("entry.at >= :from"));
        to.ifPresent(_ -> terms.add("entry.at < :to"));
        actor.ifPresent(_ -> terms.add("entry.actor = :actor"));
        action.ifPresent(_ -> terms.add("entry.action = :action"));
        plate.ifPresent(
                _ ->
                        terms.add(
                                "entry.subject_id IN (SELECT subject_id FROM audit_subjects"
                                        + " WHERE audit_names(text, :plate))"));
        return String.join(" AND ", terms);
    }

    Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        from.ifPresent(time -> values.put("from", time.atOffset(ZoneOffset.UTC)));
        to.ifPresent(time -> values.put("to", time.atOffset(ZoneOffset.UTC)));
        actor.ifPresent(name -> values.put("actor", name));
        action.ifPresent(name -> values.put("action", name));
        plate.ifPresent(text -> values.put("plate", text));
        return values;
    }
}
