package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
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

    /**
     * What there is in a region, in boxes of the picture and at the scale of {@link
     * #detect(Picture)}, which is quicker for small regions. A detector may look at more of the
     * picture than it is asked for, up to all of it, and give what it finds there too.
     *
     * @param region inside the picture
     */
    default List<Detection> detect(Picture picture, PixelBox region) {
        return detect(picture);
    }

    /**
     * The same, with the places where a plate may be that is too small for such a look.
     *
     * @param region inside the picture
     */
    default Glance glance(Picture picture, PixelBox region) {
        return new Glance(detect(picture, region), List.of());
    }

    /**
     * What there is in a region at twice the scale of {@link #detect(Picture, PixelBox)}, for
     * plates that are too small there; four times as dear, so it is for places where that look was
     * in doubt. Only what is surely one; none where a detector cannot.
     *
     * @param region inside the picture
     */
    default List<Detection> detectSmall(Picture picture, PixelBox region) {
        return List.of();
    }

    /**
     * Confidence from which a detection is a plate by itself, 0 to 1. Fainter ones, where a
     * detector gives any, may only go on with a plate that was seen before.
     */
    default double threshold() {
        return 0;
    }

    /** Whether a look at a small region is quicker than one at the whole picture. */
    default boolean isQuickerForRegions() {
        return false;
    }

    /** The model's name as it is written into events, e.g. {@code alpr-detector-1}. */
    String name();

    @Override
    void close();
}
