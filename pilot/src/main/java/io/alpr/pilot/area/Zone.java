package io.alpr.pilot.area;

import java.util.List;

/**
 * The part of the picture in which plates are followed.
 *
 * @param name as events say it ({@code extras.roi}), up to 50 characters; empty for the whole
 *     picture
 * @param outline around it
 */
public record Zone(String name, Polygon outline) {
    private static final int NAME_MAX = 50;

    /** What a camera looks at where nothing else is said. */
    public static final Zone WHOLE_PICTURE =
            new Zone(
                    "",
                    new Polygon(
                            List.of(
                                    new Point(0, 0),
                                    new Point(1, 0),
                                    new Point(1, 1),
                                    new Point(0, 1))));

    public Zone {
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException(
                    "the name of a zone may have %d characters, got: %d"
                            .formatted(NAME_MAX, name.length()));
        }
    }
}
