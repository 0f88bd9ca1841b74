package io.alpr.pilot.source;

import io.alpr.vision.image.YuvPicture;
import java.time.Instant;
import java.util.Optional;

/**
 * One picture that stands alone.
 *
 * @param picture upright
 * @param taken when the camera says that it took it (EXIF), UTC; empty where it says nothing
 * @param codec {@code mjpeg} or {@code png}
 */
record Still(YuvPicture picture, Optional<Instant> taken, String codec) {

    /** Bytes that are no picture, or a damaged one. The message is one line without a name. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
