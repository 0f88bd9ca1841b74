package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import java.util.List;

/**
 * Finds plates in a picture. Safe to call from several threads; close after the last call has
 * returned.
 */
public interface PlateDetector extends AutoCloseable {
    /**
     * What was found, best first, overlapping finds already merged; empty when there is nothing.
     */
    List<Detection> detect(Picture picture);

    /** The model's name as it is written into events, e.g. {@code alpr-detector-1}. */
    String name();

    @Override
    void close();
}
