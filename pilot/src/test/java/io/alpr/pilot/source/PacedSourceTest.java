package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.Videos;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PacedSourceTest {
    @TempDir Path folder;

    @Test
    void noFrameComesBeforeItsTimeAndEachSaysWhenItWasDue() throws Exception {
        try (var source = new PacedSource(video(15))) {
            var first = (Frame) source.next();
            int frames = 1;
            while (source.next() instanceof Frame frame) {
                long now = System.nanoTime();
                assertThat(frame.arrivedNanos() - first.arrivedNanos())
                        .isEqualTo(frame.pts().minus(first.pts()).toNanos());
                assertThat(now - frame.arrivedNanos())
                        .isBetween(0L, Duration.ofSeconds(5).toNanos());
                frames++;
            }
            assertThat(frames).isEqualTo(15);
            assertThat(((End) source.next()).ending()).isEqualTo(Ending.FINISHED);
        }
    }

    @Test
    void whatIsLateComesAtOnceAndIsSeenAsLate() throws Exception {
        try (var source = new PacedSource(video(10))) {
            var first = (Frame) source.next();
            Thread.sleep(1500);
            long asked = System.nanoTime();
            for (int i = 1; i < 10; i++) {
                var frame = (Frame) source.next();
                assertThat(frame.arrivedNanos() - asked).isNegative();
                assertThat(frame.number()).isEqualTo(first.number() + i);
            }
        }
    }

    @Test
    void whoeverWaitsForAFrameIsWokenWhenTheSourceIsClosed() throws Exception {
        CompletableFuture<SourceItem> waiting;
        try (var source = new PacedSource(new Slow(video(3)))) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            waiting = CompletableFuture.supplyAsync(source::next);
            Thread.sleep(200);
        }
        var end = (End) waiting.get(10, TimeUnit.SECONDS);
        assertThat(end.ending()).isEqualTo(Ending.CLOSED);
    }

    /** The same with an hour between two frames. */
    private record Slow(FrameSource origin) implements FrameSource {
        @Override
        public SourceItem next() {
            return origin.next() instanceof Frame frame
                    ? new Frame(
                            frame.picture(),
                            Duration.ofHours(frame.number()),
                            frame.instant(),
                            frame.number(),
                            frame.arrivedNanos())
                    : origin.next();
        }

        @Override
        public SourceInfo info() {
            return origin.info();
        }

        @Override
        public void close() {
            origin.close();
        }
    }

    private FrameSource video(int frames) throws Exception {
        var file = Videos.write(folder.resolve("street.mp4"), new BarStreet(), frames);
        return Sources.open(new SourceAddress(file.toString()), SourceOptions.of(Videos.RATE));
    }
}
