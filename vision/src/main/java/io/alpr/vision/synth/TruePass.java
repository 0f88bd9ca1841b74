package io.alpr.vision.synth;

import java.time.Duration;
import java.util.List;

/**
 * One vehicle's way through a scene.
 *
 * @param vehicle ordinal, counted from 1 in order of appearance
 * @param text the plate's characters, A-Z and 0-9, without separators
 * @param region code of the plate, e.g. {@code US-FL} or {@code EU}
 * @param firstSeen time of the first of the boxes from the start of the video
 * @param lastSeen time of the last of the boxes
 * @param boxes the plate in every frame in which it is wholly visible and large enough, in time
 *     order, at least one
 */
public record TruePass(
        int vehicle,
        String text,
        String region,
        Duration firstSeen,
        Duration lastSeen,
        List<TrueBox> boxes) {
    public TruePass {
        boxes = List.copyOf(boxes);
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException(
                    "Pass of '%s' needs at least one box, got none".formatted(text));
        }
    }
}
