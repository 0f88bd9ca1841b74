package io.alpr.app.bench;

import java.util.Map;

/** What a measurement says. */
public interface BenchReport {
    /** The figure as a share of its limit. */
    double ratio();

    /**
     * One object with at least name, ratio, figure, limit and unit, as {@code --json} prints it.
     */
    Map<String, Object> json();

    /** As people read it. */
    String text();
}
