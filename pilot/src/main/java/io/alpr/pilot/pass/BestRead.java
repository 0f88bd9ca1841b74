package io.alpr.pilot.pass;

import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.read.Verdict;
import java.time.Instant;

/**
 * The read whose picture stands for a text, with that picture: what is shown as evidence is what
 * was read.
 *
 * @param score of the reading times the quality of its crop, 0 to 1
 * @param quality of the crop, 0 to 1
 * @param instant of the frame, UTC
 * @param frameNumber of the frame within its source
 * @param box of the plate in that frame
 * @param plate at full resolution, with a margin
 * @param surroundings about the size of the vehicle, at full resolution
 */
record BestRead(
        double score,
        double quality,
        Instant instant,
        long frameNumber,
        PixelBox box,
        RgbPicture plate,
        YuvPicture surroundings) {
    private static final double PLATE_MARGIN_X = 0.15;
    private static final double PLATE_MARGIN_Y = 0.30;

    static BestRead of(Frame frame, PixelBox box, double confidence, double quality) {
        var picture = frame.picture();
        var plate =
                picture.crop(
                        box.grown(
                                PLATE_MARGIN_X, PLATE_MARGIN_Y, picture.width(), picture.height()));
        return new BestRead(
                confidence * quality,
                quality,
                frame.instant(),
                frame.number(),
                box,
                plate,
                Surroundings.of(picture, box));
    }

    /** The same as evidence of a plate that was not taken for read. */
    Reject refused(String cameraId, String reason, Verdict verdict) {
        var guess = new Guess(verdict.text(), verdict.confidence());
        return new Reject(cameraId, instant, reason, guess, box, plate);
    }
}
