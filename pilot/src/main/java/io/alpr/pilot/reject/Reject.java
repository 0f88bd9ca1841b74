package io.alpr.pilot.reject;

import io.alpr.events.CameraIds;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A plate that was seen and not taken for read.
 *
 * @param cameraId {@code [A-Za-z0-9._-]{1,50}}
 * @param time of the frame, UTC, cut to milliseconds
 * @param reason as in the metric, 1 to 30 of a-z and _
 * @param guess what was read all the same
 * @param box of the plate, in pixels of the frame, origin top left
 * @param crop what was looked at
 */
public record Reject(
        String cameraId, Instant time, String reason, Guess guess, PixelBox box, RgbPicture crop) {
    private static final Pattern REASON = Pattern.compile("[a-z_]{1,30}");

    public Reject {
        cameraId = CameraIds.checked(cameraId);
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException(
                    "the reason of a refused read must be 1 to 30 of a-z and _, got: '%s'"
                            .formatted(reason));
        }
    }

    /**
     * What was read at best.
     *
     * @param text A-Z and 0-9, cut to 20 characters, empty for nothing
     * @param score 0 to 1
     */
    public record Guess(String text, double score) {
        private static final int TEXT_MAX = 20;

        /** Nothing was read. */
        public static final Guess NONE = new Guess("", 0);

        public Guess {
            text = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "the score of a guess must be 0 to 1, got: " + score);
            }
        }
    }
}
