package io.alpr.pilot.publish.outbox;

/** Whether something that was handed over is safe now. */
public sealed interface Receipt permits Receipt.Kept, Receipt.TurnedAway {
    /** It outlives this process; whoever handed it over may forget it. */
    record Kept() implements Receipt {}

    /**
     * There was no room, or the disk does not take it. Nothing of it was kept; it may be handed
     * over again.
     *
     * @param reason one line for an operator
     */
    record TurnedAway(String reason) implements Receipt {}

    /** The one value of {@link Kept}. */
    Receipt KEPT = new Kept();
}
