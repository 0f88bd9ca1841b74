package io.alpr.pilot.pass;

import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A detector that cameras share, and in which one of them at a time looks closer: the others do
 * without until their next. A closer look takes as long as four others, and on a machine that is
 * busy with many cameras it may not cost them the frames in which a vehicle passes.
 */
public final class CloserLooks implements PlateDetector {
    private final PlateDetector detector;
    private final Semaphore turn = new Semaphore(1);

    private CloserLooks(PlateDetector detector) {
        this.detector = detector;
    }

    /** The same engine for many cameras; to be closed in its stead. */
    public static Engine inTurn(Engine engine) {
        return new Engine(new CloserLooks(engine.detector()), engine.reader(), engine.margins());
    }

    @Override
    public List<Detection> detect(Picture picture) {
        return detector.detect(picture);
    }

    @Override
    public List<Detection> detect(Picture picture, PixelBox region) {
        return detector.detect(picture, region);
    }

    /** Does not look while another camera looks closer. */
    @Override
    public Optional<List<Detection>> detectSmall(Picture picture, PixelBox region) {
        if (!turn.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return detector.detectSmall(picture, region);
        } finally {
            turn.release();
        }
    }

    @Override
    public double threshold() {
        return detector.threshold();
    }

    @Override
    public String name() {
        return detector.name();
    }

    @Override
    public void close() {
        detector.close();
    }
}
