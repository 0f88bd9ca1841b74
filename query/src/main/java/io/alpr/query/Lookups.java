package io.alpr.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.audit.AuditEntry;
import io.alpr.archive.audit.AuditLog;
import io.alpr.query.access.Principal;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes down who looked what up, before he gets his answer: what cannot be written down is not
 * answered. Safe from any thread.
 */
final class Lookups {
    /** Where somebody says why. */
    static final String REASON_HEADER = "X-Reason";

    /** The same for an address in a browser. */
    static final String REASON_PARAMETER = "reason";

    /** A page that looks again by itself is written down once in this time. */
    private static final Duration SAME = Duration.ofMinutes(1);

    private static final int SAME_MAX = 10_000;

    private final AuditLog log;
    private final boolean reasonRequired;
    private final Cache<String, Boolean> pages =
            Caffeine.newBuilder().maximumSize(SAME_MAX).expireAfterWrite(SAME).build();

    Lookups(AuditLog log, boolean reasonRequired) {
        this.log = log;
        this.reasonRequired = reasonRequired;
    }

    /**
     * Notes a look-up of passes.
     *
     * @param rows how many were found
     * @throws Fault 400 when a reason is required and none is given
     * @throws DatabaseUnavailable when it cannot be written down
     */
    void note(Context context, AuditEntry.What what, long rows) {
        log.append(new AuditEntry(who(context), what, demanded(context), OptionalLong.of(rows)));
    }

    /**
     * {@link #note} for one that goes on, of which nobody knows how much it will find.
     *
     * @throws Fault 400 when a reason is required and none is given
     * @throws DatabaseUnavailable when it cannot be written down
     */
    void noteOpen(Context context, AuditEntry.What what) {
        log.append(new AuditEntry(who(context), what, demanded(context), OptionalLong.empty()));
    }

    private String demanded(Context context) {
        var reason = reason(context);
        if (reasonRequired && reason.isEmpty()) {
            throw new Fault(
                    400,
                    "Say why as %s, or as the parameter %s: this installation asks for it"
                            .formatted(REASON_HEADER, REASON_PARAMETER));
        }
        return reason;
    }

    /** {@link #note} for a page that asks the same again and again while somebody looks at it. */
    void noteOnce(Context context, AuditEntry.What what, long rows) {
        var same = Gate.principal(context).name() + " " + Proxies.address(context) + " " + what;
        if (pages.getIfPresent(same) == null) {
            note(context, what, rows);
            pages.put(same, true);
        }
    }

    /**
     * Notes that somebody did something, other than looking passes up.
     *
     * @param asked what to and how, without secrets
     */
    void did(Context context, String action, Map<String, String> asked) {
        did(context, AuditEntry.What.of(action, asked));
    }

    /** {@link #did(Context, String, Map)} to a plate, perhaps. */
    void did(Context context, AuditEntry.What what) {
        log.append(AuditEntry.of(who(context), what).because(reason(context)));
    }

    /** Notes what somebody tried who is not known. */
    void tried(Context context, String action, String name) {
        var claimed = name.isBlank() ? "nobody" : AuditEntry.legible(name, 64);
        log.append(
                AuditEntry.of(
                        new AuditEntry.Who(
                                claimed,
                                AuditEntry.Kind.NOBODY,
                                Proxies.address(context),
                                RequestIds.of(context)),
                        AuditEntry.What.of(action, Map.of())));
    }

    private static AuditEntry.Who who(Context context) {
        var principal = Gate.principal(context);
        return new AuditEntry.Who(
                principal.name(),
                principal.kind() == Principal.Kind.KEY
                        ? AuditEntry.Kind.KEY
                        : AuditEntry.Kind.SESSION,
                Proxies.address(context),
                RequestIds.of(context));
    }

    private static String reason(Context context) {
        var given =
                Optional.ofNullable(context.header(REASON_HEADER))
                        .orElseGet(
                                () ->
                                        Objects.requireNonNullElse(
                                                context.queryParam(REASON_PARAMETER), ""));
        return AuditEntry.legible(given, AuditEntry.REASON_MAX).strip();
    }
}
