package io.alpr.query;

import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An engine of known answers: one plate that reads AB12CDE in the picture's middle, and one beside
 * it that cannot be read. A gate can hold it back.
 */
final class TestingEngine {
    /** Open, unless a test puts another in its place. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    Engine engine() {
        return new Engine(new Detector(), new Reader());
    }

    private final class Detector implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var middle = new PixelBox(picture.width() / 4, picture.height() / 4, 20, 10);
            return List.of(
                    new Detection(middle, 0.9), new Detection(new PixelBox(0, 0, 4, 4), 0.6));
        }

        @Override
        public String name() {
            return "testing-detector";
        }

        @Override
        public void close() {}
    }

    private static final class Reader implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return List.of(
                    new PlateReading.Legible(
                            "AB12CDE", List.of(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9), "GB"),
                    new PlateReading.Illegible(PlateReading.Refusal.TOO_SMALL));
        }

        @Override
        public double margin() {
            return 0;
        }

        @Override
        public String name() {
            return "testing-reader";
        }

        @Override
        public void close() {}
    }
}
