package io.alpr.vision.detect;

import java.util.List;

/**
 * What a usual look at a part of a picture finds. Immutable.
 *
 * @param plates as {@link PlateDetector#detect} gives them
 * @param doubts places too faint for that, where a plate too small for this look may be, best first
 */
public record Glance(List<Detection> plates, List<Detection> doubts) {
    public Glance {
        plates = List.copyOf(plates);
        doubts = List.copyOf(doubts);
    }
}
