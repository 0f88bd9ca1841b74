package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.CropQuality;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.EdgeTruncation;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the plates of a frame that are worth it, all in one call, and gives each reading to the
 * pass of its own track and to no other. Where the reads of a pass agree upon nothing some of its
 * crops are read closely, as a single picture is: a picture beside the characters or a frame around
 * the plate can make every usual read fail, each in its own way, however clear the plate is. One
 * instance for each camera; not safe for several threads.
 */
final class CropReader {
    private final String cameraId;
    private final int plateWidthMin;
    private final Engine engine;
    private final Engine closely;
    private final CameraMeters meters;

    /**
     * @param plateWidthMin narrowest plate that is read, pixels
     */
    CropReader(String cameraId, int plateWidthMin, Engine engine, CameraMeters meters) {
        this.cameraId = cameraId;
        this.plateWidthMin = plateWidthMin;
        this.engine = engine;
        this.closely = engine.tryingMore();
        this.meters = meters;
    }

    /**
     * A plate of a frame and the pass that it belongs to.
     *
     * @param pass of the track
     * @param box in the frame
     */
    record Seen(Pass pass, PixelBox box) {}

    /** What is shown to the reader, how clear it is, 0 to 1, and whether to read it closely. */
    private record Shot(Seen seen, RgbPicture crop, double quality, boolean close) {}

    /**
     * @param still whether the picture shows nothing new since the last one
     */
    void read(Frame frame, List<Seen> plates, boolean still) {
        var shots =
                plates.stream()
                        .filter(seen -> largeEnough(seen, frame))
                        .flatMap(seen -> shot(seen, frame, still).stream())
                        .toList();
        var close = shots.stream().filter(Shot::close).toList();
        var usual = shots.stream().filter(shot -> !shot.close()).toList();
        read(usual, frame, () -> engine.reader().read(crops(usual)));
        read(close, frame, () -> closely.read(frame.picture(), boxes(close)));
    }

    private void read(List<Shot> shots, Frame frame, Supplier<List<PlateReading>> reader) {
        if (shots.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        var readings = reader.get();
        meters.read(System.nanoTime() - started, shots.size());
        for (int i = 0; i < shots.size(); i++) {
            take(shots.get(i), readings.get(i), frame);
        }
    }

    private static List<RgbPicture> crops(List<Shot> shots) {
        return shots.stream().map(Shot::crop).toList();
    }

    private static List<PixelBox> boxes(List<Shot> shots) {
        return shots.stream().map(shot -> shot.seen().box()).toList();
    }

    /** The crop to read, if there is one worth it. */
    private Optional<Shot> shot(Seen seen, Frame frame, boolean still) {
        boolean wanted = seen.pass().wantsRead(seen.box(), still);
        var crop = engine.cut(frame.picture(), seen.box());
        double quality = CropQuality.of(crop, seen.box());
        if (!wanted && !seen.pass().isClearer(quality)) {
            return Optional.empty();
        }
        boolean close = seen.pass().attempt(seen.box(), quality);
        return Optional.of(new Shot(seen, crop, quality, close));
    }

    /**
     * Whether the plate is large enough, of a pass that is not over; of those that never are, the
     * largest is kept to be shown with the refusals.
     */
    private boolean largeEnough(Seen seen, Frame frame) {
        var pass = seen.pass();
        var box = seen.box();
        if (pass.identity().concluded(frame.pts())) {
            return false;
        }
        if (box.width() < plateWidthMin) {
            pass.tooSmall(
                    box,
                    () ->
                            reject(
                                    "too_small",
                                    Guess.NONE,
                                    frame,
                                    box,
                                    engine.cut(frame.picture(), box)));
            return false;
        }
        return true;
    }

    private void take(Shot shot, PlateReading reading, Frame frame) {
        var pass = shot.seen().pass();
        var box = shot.seen().box();
        switch (whole(reading, frame, shot)) {
            case Legible legible -> pass.add(legible, frame, box, shot.quality());
            case Illegible(var refusal, var guess, var score) -> {
                var reason = refusal.name().toLowerCase(Locale.ROOT);
                meters.rejected(reason);
                var refused = reject(reason, new Guess(guess, score), frame, box, shot.crop());
                pass.refusals().add(refused);
            }
        }
    }

    /** Never a read where the edge of the picture may cut the plate: it may be read whole later. */
    private PlateReading whole(PlateReading reading, Frame frame, Shot shot) {
        if (!(reading instanceof Legible legible)) {
            return reading;
        }
        var picture = frame.picture();
        var box = shot.seen().box();
        // Close reading tells spots as shares of the box.
        var shown = shot.close() ? box : engine.shown(picture, box);
        return EdgeTruncation.isPossible(picture, box, shown, legible.spots())
                ? new Illegible(Refusal.TRUNCATED, legible.text(), legible.confidence())
                : legible;
    }

    private Reject reject(String reason, Guess guess, Frame frame, PixelBox box, RgbPicture crop) {
        return new Reject(cameraId, frame.instant(), reason, guess, box, crop);
    }
}
