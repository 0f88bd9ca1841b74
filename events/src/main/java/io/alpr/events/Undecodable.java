package io.alpr.events;

import java.util.Locale;

/**
 * Bytes that are no record of ours and never will be: for the dead letters, not for another try.
 */
public final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why; {@link #wireName} stands in dead letters' headers and in metric labels. */
    public enum Reason {
        /** Fewer than five bytes, or the first is not 0. */
        BAD_MAGIC,
        /** The registry knows no such schema. */
        UNKNOWN_SCHEMA,
        /** The body does not follow the schema, or the schema cannot become ours. */
        CORRUPT_BODY,
        /** More bytes than the schema accounts for. */
        TRAILING_BYTES,
        /** A value breaks a rule of the event. */
        INVALID_VALUE;

        /** Lower-case name. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param reason the kind of fault
     * @param message one line
     */
    public Undecodable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * @param reason the kind of fault
     * @param message one line
     * @param cause for the debug log
     */
    public Undecodable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of fault. */
    public Reason reason() {
        return reason;
    }
}
