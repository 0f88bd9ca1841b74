package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("real")
@Timeout(60)
class RtspSourceTest {
    private static final SourceOptions OPTIONS =
            new SourceOptions(SourceStart.FROM_FILE, 10, Duration.ofSeconds(3), 1, Map.of());

    @Test
    void aCameraGivesItsFramesWithTheTimeOfTheirArrival() throws Exception {
        var before = Instant.now();
        try (var server = RtspServer.start();
                var source = VideoSource.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.info().codec()).isEqualTo("h264");
            assertThat(source.info().width()).isEqualTo(320);
            assertThat(source.info().startOrigin()).isEqualTo(SourceInfo.StartOrigin.CONNECTION);
            var last = Duration.ofMillis(-1);
            for (int i = 0; i < 10; i++) {
                var frame = (Frame) source.next();
                assertThat(frame.pts()).isGreaterThan(last);
                assertThat(frame.instant()).isBetween(before, Instant.now());
                last = frame.pts();
            }
        }
    }

    @Test
    void aKilledCameraIsNotTheEndOfAFile() throws Exception {
        try (var server = RtspServer.start();
                var source = VideoSource.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            server.kill();
            assertThat(lastOf(source).ending()).isEqualTo(Ending.BROKEN_OFF);
        }
    }

    @Test
    void aCameraThatFallsSilentIsFoundInTime() throws Exception {
        try (var server = RtspServer.start();
                var source = VideoSource.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            server.freeze();
            long frozen = System.nanoTime();
            assertThat(lastOf(source).ending()).isEqualTo(Ending.BROKEN_OFF);
            assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void closingWakesWhoeverWaitsForAFrame() throws Exception {
        try (var server = RtspServer.start();
                var source = VideoSource.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            server.freeze();
            var closer = closeLater(source);
            assertThat(lastOf(source).ending()).isEqualTo(Ending.CLOSED);
            closer.join();
        }
    }

    @Test
    void aSlowReaderGetsTheLatestFrameAndTheDropsAreCounted() throws Exception {
        try (var server = RtspServer.start();
                var source =
                        new LatestFrameSource(
                                VideoSource.open(new SourceAddress(server.url()), OPTIONS),
                                "decoder")) {
            var first = (Frame) source.next();
            pause(2000);
            var second = (Frame) source.next();
            assertThat(second.number()).isGreaterThan(first.number() + 10);
            assertThat(source.drops()).isGreaterThan(10);
        }
    }

    private static Thread closeLater(FrameSource source) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            pause(500);
                            source.close();
                        });
    }

    private static End lastOf(FrameSource source) {
        while (true) {
            if (source.next() instanceof End end) {
                return end;
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
