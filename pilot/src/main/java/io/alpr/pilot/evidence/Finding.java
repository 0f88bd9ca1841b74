package io.alpr.pilot.evidence;

import java.util.Locale;

/** What a second look brought. */
public sealed interface Finding permits Finding.SamePlate, Finding.Nothing {
    /**
     * The same plate, read again.
     *
     * @param picture that shows it
     */
    record SamePlate(SecondPicture picture) implements Finding {}

    /**
     * Nothing that may be shown.
     *
     * @param reason why
     */
    record Nothing(Reason reason) implements Finding {}

    /** Why a second look brought nothing. */
    enum Reason {
        /** Plates were read there, but none says the very same. */
        OTHER_PLATE,
        /** The stream has no frame of about that time. */
        NO_FRAME,
        /** No plate was found there, or none could be read. */
        UNREADABLE;

        /** As it stands in metrics. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
