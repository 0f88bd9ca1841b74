package io.alpr.query;

/** An answer other than the one asked for: its status and the text of {@code detail}. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status HTTP status, 400 to 599
     * @param detail one line for the client, without anything of our insides
     */
    Fault(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The text for {@code detail}. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
