package io.alpr.pilot.publish.outbox;

/** How much room there is. */
public sealed interface OutboxState
        permits OutboxState.Roomy, OutboxState.Shedding, OutboxState.Full {
    /** Everything is kept. */
    record Roomy() implements OutboxState {}

    /**
     * Events are kept; the oldest pictures make room for them.
     *
     * @param reason one line with the remedy
     */
    record Shedding(String reason) implements OutboxState {}

    /**
     * Events are turned away.
     *
     * @param reason one line with the remedy
     */
    record Full(String reason) implements OutboxState {}
}
