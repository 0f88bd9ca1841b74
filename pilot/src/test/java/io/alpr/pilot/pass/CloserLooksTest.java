package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.pilot.BarEngine;
import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CloserLooksTest {
    private static final RgbPicture PICTURE = new RgbPicture(64, 32, new byte[3 * 64 * 32]);
    private static final Detection FAR = new Detection(new PixelBox(4, 4, 8, 2), 0.9);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void oneCameraAtATimeLooksCloserAndTheOthersLookAsUsual() throws Exception {
        var shared = CloserLooks.inTurn(engine(new Slow())).detector();
        try (var camera = Executors.newSingleThreadExecutor()) {
            var first = camera.submit(() -> shared.detectSmall(PICTURE, PICTURE.bounds()));
            begun.await();
            assertThat(shared.detectSmall(PICTURE, PICTURE.bounds())).isEmpty();
            assertThat(shared.detect(PICTURE)).hasSize(2);
            go.countDown();
            assertThat(first.get()).hasValue(List.of(FAR));
        }
        assertThat(shared.detectSmall(PICTURE, PICTURE.bounds())).hasValue(List.of(FAR));
    }

    @Test
    void aLookThatFailsKeepsNobodyElseFromLooking() {
        go.countDown();
        var shared = CloserLooks.inTurn(engine(new Slow())).detector();
        assertThatThrownBy(() -> shared.detectSmall(PICTURE, new PixelBox(0, 0, 1, 1)))
                .hasMessage("no room");
        assertThat(shared.detectSmall(PICTURE, PICTURE.bounds())).hasValue(List.of(FAR));
    }

    private static Engine engine(PlateDetector detector) {
        return new Engine(detector, new BarEngine().engine().reader());
    }

    /** Takes its time for a closer look, and cannot look at a single pixel. */
    private final class Slow implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            return List.of(FAR, FAR);
        }

        @Override
        public Optional<List<Detection>> detectSmall(Picture picture, PixelBox region) {
            if (region.area() == 1) {
                throw new IllegalStateException("no room");
            }
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(List.of(FAR));
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public void close() {}
    }
}
