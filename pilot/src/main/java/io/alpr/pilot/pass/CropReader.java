package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.CropQuality;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the plates of a frame that are worth it, all in one call, and gives each reading to the
 * pass of its own track and to no other. One instance for each camera; not safe for several
 * threads.
 */
final class CropReader {
    private final String cameraId;
    private final int plateWidthMin;
    private final Engine engine;
    private final CameraMeters meters;

    /**
     * @param plateWidthMin narrowest plate that is read, pixels
     */
    CropReader(String cameraId, int plateWidthMin, Engine engine, CameraMeters meters) {
        this.cameraId = cameraId;
        this.plateWidthMin = plateWidthMin;
        this.engine = engine;
        this.meters = meters;
    }

    /**
     * A plate of a frame and the pass that it belongs to.
     *
     * @param pass of the track
     * @param box in the frame
     */
    record Seen(Pass pass, PixelBox box) {}

    /**
     * @param still whether the picture shows nothing new since the last one
     */
    void read(Frame frame, List<Seen> plates, boolean still) {
        var wanted = new ArrayList<Seen>();
        var crops = new ArrayList<RgbPicture>();
        for (var seen : plates) {
            if (isWanted(seen, frame, still)) {
                seen.pass().attempt(seen.box());
                wanted.add(seen);
                crops.add(engine.cut(frame.picture(), seen.box()));
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        var readings = engine.reader().read(crops);
        meters.read(System.nanoTime() - started, crops.size());
        for (int i = 0; i < wanted.size(); i++) {
            take(wanted.get(i), crops.get(i), readings.get(i), frame);
        }
    }

    private boolean isWanted(Seen seen, Frame frame, boolean still) {
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
        return pass.wantsRead(box, still);
    }

    private void take(Seen seen, RgbPicture crop, PlateReading reading, Frame frame) {
        var box = seen.box();
        switch (reading) {
            case Legible legible -> seen.pass().add(legible, frame, box, CropQuality.of(crop, box));
            case Illegible(var refusal, var guess, var score) -> {
                var reason = refusal.name().toLowerCase(Locale.ROOT);
                meters.rejected(reason);
                seen.pass()
                        .refusals()
                        .add(reject(reason, new Guess(guess, score), frame, box, crop));
            }
        }
    }

    private Reject reject(String reason, Guess guess, Frame frame, PixelBox box, RgbPicture crop) {
        return new Reject(cameraId, frame.instant(), reason, guess, box, crop);
    }
}
