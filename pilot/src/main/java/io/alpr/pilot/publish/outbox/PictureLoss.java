package io.alpr.pilot.publish.outbox;

import java.util.Locale;

/** Why a picture goes no further while its event does; {@link #label} stands in metrics. */
public enum PictureLoss {
    /** The outbox held as many bytes as it may, and this was the oldest picture. */
    LIMIT,
    /** The disk itself was full, and this was the oldest picture. */
    DISK_FULL,
    /** Its file was gone when its turn came. */
    MISSING,
    /** Its bytes were not those that were kept, or could not be read. */
    DAMAGED,
    /** The receiver will never take it. */
    REFUSED;

    /** Lower-case name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
