package io.alpr.pilot.publish;

/** What became of an event. */
public sealed interface Delivery permits Delivery.Acknowledged, Delivery.Lost {
    /** All its pictures and then the event itself are where they belong, durably. */
    record Acknowledged() implements Delivery {}

    /**
     * It can never be delivered.
     *
     * @param reason one line
     */
    record Lost(String reason) implements Delivery {}
}
