package io.alpr.pilot.area;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.List;

/**
 * Where a camera's plates count: inside its zone and in none of its masks. A plate is where the
 * middle of its box is.
 *
 * @param zone plates elsewhere are not followed
 * @param masks plates in one of them are not followed: a parked neighbour, an advert; up to {@value
 *     #MASKS_MAX}
 */
public record WatchedArea(Zone zone, List<Polygon> masks) {
    private static final int MASKS_MAX = 32;

    /** The whole picture. */
    public static final WatchedArea ALL = new WatchedArea(Zone.WHOLE_PICTURE, List.of());

    public WatchedArea {
        masks = List.copyOf(masks);
        if (masks.size() > MASKS_MAX) {
            throw new IllegalArgumentException(
                    "a camera may have %d masks, got: %d; join some of them"
                            .formatted(MASKS_MAX, masks.size()));
        }
    }

    /** Where a plate is. */
    public enum Placement {
        /** Where it is followed. */
        WATCHED,
        /** Outside the zone. */
        OUTSIDE_ZONE,
        /** Inside the zone, and in a mask. */
        MASKED
    }

    /** Where a plate of this picture is. */
    public Placement placement(PixelBox plate, Picture picture) {
        var centre = Point.centreOf(plate, picture);
        if (!zone.outline().contains(centre)) {
            return Placement.OUTSIDE_ZONE;
        }
        return masks.stream().anyMatch(mask -> mask.contains(centre))
                ? Placement.MASKED
                : Placement.WATCHED;
    }
}
