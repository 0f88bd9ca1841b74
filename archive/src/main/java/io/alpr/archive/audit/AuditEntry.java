package io.alpr.archive.audit;

import io.alpr.archive.PlateMask;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that somebody asked or did. Where the reason, or a value of what was asked, spells the
 * very plate that was looked up, it reads {@value #MASK} instead: what names the plate is kept
 * encrypted only, so that erasing it leaves nothing.
 *
 * @param who asked
 * @param what was asked
 * @param reason as he said, up to {@value #REASON_MAX} characters; empty where he said none
 * @param rows how many were found, 0 or more; empty where that says nothing, as for a login
 */
public record AuditEntry(Who who, What what, String reason, OptionalLong rows) {
    public static final int REASON_MAX = 500;

    /** What stands for the plate that was looked up. */
    public static final String MASK = PlateMask.WORD;

    public AuditEntry {
        Legible.demand("reason", reason, REASON_MAX);
        if (rows.isPresent() && rows.getAsLong() < 0) {
            throw new IllegalArgumentException("rows must be 0 or more, got: " + rows.getAsLong());
        }
        var mask = PlateMask.of(what.subject());
        reason = Legible.of(mask.in(reason), REASON_MAX);
        what = what.masked(mask);
    }

    /** An entry without a reason or rows. */
    public static AuditEntry of(Who who, What what) {
        return new AuditEntry(who, what, "", OptionalLong.empty());
    }

    /** The same, for a reason. */
    public AuditEntry because(String why) {
        return new AuditEntry(who, what, why, rows);
    }

    /** The same, with so many rows found. */
    public AuditEntry found(long count) {
        return new AuditEntry(who, what, reason, OptionalLong.of(count));
    }

    /**
     * What a stranger sent, fit for any text of an entry: control characters are blanks, and what
     * is too long is cut.
     */
    public static String legible(String text, int max) {
        return Legible.of(text, max);
    }

    /**
     * Who asks, and from where.
     *
     * @param name of the user, the key or the program; 1 to {@value #NAME_MAX} characters
     * @param kind how he showed that he is that
     * @param address of the client, as far as known; up to 100 characters
     * @param requestId as the API's log has it; up to 100 characters
     */
    public record Who(String name, Kind kind, String address, String requestId) {
        public static final int NAME_MAX = 200;

        public Who {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "an audit entry must name who asked: where nobody is known, say so");
            }
            Legible.demand("name", name, NAME_MAX);
            Legible.demand("address", address, 100);
            Legible.demand("request id", requestId, 100);
        }

        /** A part of this system, on its own behalf. */
        public static Who machine(String name) {
            return new Who(name, Kind.MACHINE, "", "");
        }
    }

    /** How somebody showed who he is. */
    public enum Kind {
        /** A person who logged in. */
        SESSION,
        /** A program with its key. */
        KEY,
        /** A part of this system, or whoever runs its commands on the machine. */
        MACHINE,
        /** He did not, as at a login that failed: the name is what he claims. */
        NOBODY;

        /** As the table and the hash have it. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was asked.
     *
     * @param action e.g. {@code search}, {@code event}, {@code plate}, {@code export}, {@code
     *     login}, {@code login_failed}; a-z, 0-9 and _, up to 40 characters
     * @param asked names and values of the question, but for plates; up to 16, names up to 40
     *     characters, values up to {@value #VALUE_MAX}
     * @param subject the plate, or the pattern with {@code *} and {@code ?}, that was looked up; up
     *     to {@value #SUBJECT_MAX} characters; empty where the question names none. Kept in upper
     *     case without blanks, dashes and dots.
     */
    public record What(String action, Map<String, String> asked, String subject) {
        public static final int VALUE_MAX = 300;
        public static final int SUBJECT_MAX = 64;

        private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9_]{0,39}");
        private static final int VALUES_MAX = 16;

        public What {
            if (!ACTION.matcher(action).matches()) {
                throw new IllegalArgumentException(
                        "action must be a-z, 0-9 and _, up to 40 characters, got: '%s'"
                                .formatted(Legible.of(action, 60)));
            }
            if (asked.size() > VALUES_MAX) {
                throw new IllegalArgumentException(
                        "asked must have at most %d values, got %d: leave the least important out"
                                .formatted(VALUES_MAX, asked.size()));
            }
            asked.forEach(
                    (name, value) -> {
                        Legible.demand("a name in asked", name, 40);
                        Legible.demand(name, value, VALUE_MAX);
                    });
            asked = Map.copyOf(asked);
            subject = subject.toUpperCase(Locale.ROOT).replaceAll("[\\s._\u00b7-]", "");
            Legible.demand("subject", subject, SUBJECT_MAX);
        }

        /** A question that names no plate. */
        public static What of(String action, Map<String, String> asked) {
            return new What(action, asked, "");
        }

        private What masked(PlateMask mask) {
            var masked = new TreeMap<String, String>();
            asked.forEach((name, value) -> masked.put(name, Legible.of(mask.in(value), VALUE_MAX)));
            return new What(action, masked, subject);
        }
    }
}
