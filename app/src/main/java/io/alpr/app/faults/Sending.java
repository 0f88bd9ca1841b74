package io.alpr.app.faults;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;

/** One record that is put on a topic. */
sealed interface Sending {
    /** An event, of any revision, for the first time or again. */
    record Event(PlateEvent event) implements Sending {}

    /** A picture, for the first time or again. */
    record Picture(PictureMessage picture) implements Sending {}

    /** What can never be stored. */
    record Poison(int number) implements Sending {
        /** Its record's key, by which it is found again. */
        String key() {
            return "poison-" + number;
        }
    }
}
