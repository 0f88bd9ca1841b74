package io.alpr.vision.track;

import io.alpr.vision.detect.Detection;

/**
 * One detection and the track it belongs to.
 *
 * @param track ordinal of the track, counted from 1 over the life of the tracker
 * @param detection as it was given to the tracker
 * @param confirmed whether the track has been seen often enough to be trusted
 * @param velocity estimated motion after this sighting; {@link Velocity#NONE} at the first one
 */
public record Sighting(long track, Detection detection, boolean confirmed, Velocity velocity) {}
