package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.Cutout;
import io.alpr.pilot.evidence.Exhibit;
import io.alpr.pilot.evidence.JpegPicture;
import io.alpr.pilot.evidence.PictureEncoder;
import io.alpr.pilot.evidence.Sought;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.read.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * The read whose picture stands for a text, with that picture: what is shown as evidence is what
 * was read.
 *
 * @param score of the reading times the quality of its crop, 0 to 1
 * @param quality of the crop, 0 to 1
 * @param origin of the pictures
 * @param cutout the plate and what is around it
 */
record BestRead(double score, double quality, Origin origin, Cutout cutout) implements Exhibit {

    /**
     * Which frame it was read in.
     *
     * @param instant of the frame, UTC
     * @param arrivedNanos when it came, by the monotonic clock
     * @param frameNumber within its source
     * @param size of the frame
     */
    record Origin(Instant instant, long arrivedNanos, long frameNumber, PixelSize size) {}

    static BestRead of(Frame frame, PixelBox box, double confidence, double quality) {
        var picture = frame.picture();
        return new BestRead(
                confidence * quality,
                quality,
                new Origin(
                        frame.instant(),
                        frame.arrivedNanos(),
                        frame.number(),
                        new PixelSize(picture.width(), picture.height())),
                Cutout.of(picture, box));
    }

    @Override
    public PixelBox box() {
        return cutout.box();
    }

    /** The same picture, read with another confidence. */
    BestRead read(double confidence) {
        return new BestRead(confidence * quality, quality, origin, cutout);
    }

    @Override
    public long frameNumber() {
        return origin.frameNumber();
    }

    @Override
    public boolean isFromEvidenceStream() {
        return false;
    }

    @Override
    public List<JpegPicture> pictures(PictureEncoder encoder) {
        return cutout.encoded(encoder);
    }

    /** The same plate, to be found in another stream. */
    Sought sought(String text) {
        return new Sought(text, origin.arrivedNanos(), box(), origin.size());
    }

    /** The same as evidence of a plate that was not taken for read. */
    Reject refused(String cameraId, String reason, Verdict verdict) {
        var guess = new Guess(verdict.text(), verdict.confidence());
        return new Reject(cameraId, origin.instant(), reason, guess, box(), cutout.plate());
    }
}
