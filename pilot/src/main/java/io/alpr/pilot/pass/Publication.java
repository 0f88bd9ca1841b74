package io.alpr.pilot.pass;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.util.List;

/**
 * One revision of one pass, ready to be sent.
 *
 * @param event what was read
 * @param pictures the evidence that the event names
 */
public record Publication(PlateEvent event, List<PictureMessage> pictures) {
    public Publication {
        pictures = List.copyOf(pictures);
    }
}
