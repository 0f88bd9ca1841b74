package io.alpr.events;

import java.util.Locale;

/** What a picture of a pass shows; {@link #wireName} stands in headers and object keys. */
public enum PictureKind {
    /** The plate alone. */
    PLATE,
    /** The vehicle, or the plate's surroundings where the vehicle is not known. */
    VEHICLE,
    /** The whole frame. */
    FRAME;

    /** Lower-case name. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for anything but {@code plate}, {@code vehicle} and {@code
     *     frame}
     */
    public static PictureKind ofWireName(String name) {
        for (var kind : values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "picture kind must be plate, vehicle or frame, got: '" + name + "'");
    }
}
