package io.alpr.archive.read;

/**
 * How many rows there are.
 *
 * @param rows 0 or more
 * @param exact whether they were counted; else it is what the planner of the database expects
 */
public record Total(long rows, boolean exact) {
    /** More are not counted. */
    public static final int COUNTED_MAX = 10_000;
}
