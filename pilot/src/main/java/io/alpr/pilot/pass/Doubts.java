package io.alpr.pilot.pass;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.ExpandedRoi;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What may be a plate in usual looks that showed none, until it is looked at closer. Owned by a
 * {@link Lookout}.
 */
final class Doubts {
    /** Places that are looked at closer at a time: each takes a thirtieth of a whole picture. */
    private static final int PLACES_MAX = 8;

    private final List<Detection> doubts = new ArrayList<>();

    boolean isEmpty() {
        return doubts.isEmpty();
    }

    void add(Detection doubt) {
        doubts.add(doubt);
    }

    /** These regions are looked at anew. */
    void forget(List<PixelBox> regions) {
        doubts.removeIf(doubt -> Patches.hold(regions, doubt.box()));
    }

    void clear() {
        doubts.clear();
    }

    /**
     * Around the likeliest, best first; those that one place shows are looked at once. None is in
     * doubt any more: a closer look says what it is.
     */
    List<PixelBox> takePlaces(Picture picture) {
        doubts.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        var places = new ArrayList<PixelBox>();
        for (var doubt : doubts) {
            if (places.size() < PLACES_MAX && !Patches.hold(places, doubt.box())) {
                places.add(ExpandedRoi.of(doubt.box(), 1.5, 1.5, 16, picture));
            }
        }
        doubts.clear();
        return places;
    }
}
