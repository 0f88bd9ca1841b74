package io.alpr.archive.read;

/** Which part of a result is wanted, newest first. */
public sealed interface Page permits Page.Offset, Page.After {
    /** Rows wanted at most, at least 1. */
    int limit();

    /**
     * Skips rows by counting them: exact only while nothing new arrives, and slower the further it
     * goes.
     *
     * @param limit at least 1
     * @param skipped 0 or more
     */
    record Offset(int limit, long skipped) implements Page {
        public Offset {
            checked(limit);
            if (skipped < 0) {
                throw new IllegalArgumentException("offset must be 0 or more, got: " + skipped);
            }
        }
    }

    /**
     * Goes on where another page ended.
     *
     * @param limit at least 1
     * @param last the last row of the page before
     */
    record After(int limit, Position last) implements Page {
        public After {
            checked(limit);
        }
    }

    private static void checked(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, got: " + limit);
        }
    }
}
