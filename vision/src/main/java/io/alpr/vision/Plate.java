package io.alpr.vision;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.read.PlateReading;

/**
 * One plate of one picture.
 *
 * @param detection where it is
 * @param reading what it says, or why it could not be read
 */
public record Plate(Detection detection, PlateReading reading) {}
