package io.alpr.pilot.publish.outbox;

/** The disk of the outbox cannot be used now; nothing was changed. The same call may work later. */
public final class OutboxUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final boolean full;

    /**
     * @param reason one line for an operator
     * @param full whether room is what is lacking
     * @param cause for the debug log
     */
    OutboxUnavailable(String reason, boolean full, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.full = full;
    }

    /** The message: one line for an operator. */
    public String reason() {
        return reason;
    }

    /** Whether room is what is lacking. */
    boolean full() {
        return full;
    }
}
