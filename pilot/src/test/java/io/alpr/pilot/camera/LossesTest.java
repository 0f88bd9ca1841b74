package io.alpr.pilot.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.BackgroundSource.WhenFull;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.pilot.source.SourceItem;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class LossesTest {
    private static final int FRAMES = 10;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CameraMeters meters = new CameraMeters(registry, "gate");

    /** Every third frame is within the budget; the ninth and the tenth of them wait. */
    @Test
    void whatWasDroppedAfterAFrameWasFetchedCountsOnce() throws InterruptedException {
        try (var source = new BackgroundSource(new Numbered(), WhenFull.DROP_OLDEST, "decoder")) {
            while (source.drops() < FRAMES - 2) {
                Thread.sleep(5);
            }
            var losses = new Losses(source, meters);
            assertThat(losses.before(frame(0))).isEqualTo(1 + FRAMES - 2);
            losses.before((Frame) source.next());
            assertThat(meters.drops()).isEqualTo(FRAMES - 2);
            // Of the 26 frames between the first and this one eight were dropped.
            assertThat(registry.get("alpr.frames.skipped").counter().count()).isEqualTo(18);
        }
    }

    private static Frame frame(int number) {
        var picture = BarStreet.grey(new BarStreet().frame(0));
        return new Frame(picture, Duration.ofMillis(number), Instant.EPOCH, 3L * number, 0);
    }

    /** Ten frames, each the third of three, and then nothing until it is closed. */
    private static final class Numbered implements FrameSource {
        private final CountDownLatch closed = new CountDownLatch(1);
        private int given;

        @Override
        public SourceItem next() {
            if (given < FRAMES) {
                return frame(++given);
            }
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new End(Ending.CLOSED, "closed");
        }

        @Override
        public SourceInfo info() {
            return new SourceInfo(
                    Instant.EPOCH, SourceInfo.StartOrigin.CONFIGURED, 5, 640, 360, "bars");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
