package io.alpr.vision;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.read.PlateReading;

/**
 * One plate of one picture.
 *
 * @param detection where it is
 * @param reading what it says, or why it could not be read
 * @param truncated whether the picture's edge may cut it off; its reading is then never sure
 */
public record Plate(Detection detection, PlateReading reading, boolean truncated) {
    /** A plate that is in the picture whole. */
    public Plate(Detection detection, PlateReading reading) {
        this(detection, reading, false);
    }
}
