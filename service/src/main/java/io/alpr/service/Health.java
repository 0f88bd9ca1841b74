package io.alpr.service;

/** Whether a part can do its work; asked afresh at every {@code /health}, never remembered. */
public sealed interface Health permits Health.Up, Health.Degraded, Health.Down {
    /** It works. */
    record Up() implements Health {}

    /**
     * It works, but not wholly: nothing is lost yet, somebody should look.
     *
     * @param reason one line for an operator
     */
    record Degraded(String reason) implements Health {}

    /**
     * It does not work.
     *
     * @param reason one line for an operator; no secrets, no stack trace
     */
    record Down(String reason) implements Health {}

    /** The one value of {@link Up}. */
    Health UP = new Up();
}
