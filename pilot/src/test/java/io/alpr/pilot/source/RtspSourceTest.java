package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("real")
@Timeout(60)
class RtspSourceTest {
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);
    private static final SourceOptions OPTIONS =
            new SourceOptions(
                    SourceStart.FROM_FILE,
                    10,
                    Duration.ofSeconds(3),
                    1,
                    SourceOptions.Hardware.OFF,
                    Map.of());

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
    void aCameraOfH265GivesItsFrames() throws Exception {
        try (var server = RtspServer.startH265();
                var source = Sources.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.info().codec()).isEqualTo("hevc");
            var first = (Frame) source.next();
            var second = (Frame) source.next();
            assertThat(first.picture().width()).isEqualTo(320);
            assertThat(second.pts()).isGreaterThan(first.pts());
        }
    }

    @Test
    void udpIsUsedWhereItIsAskedFor() throws Exception {
        var before = udpSockets();
        try (var server = RtspServer.start();
                var source =
                        Sources.open(
                                new SourceAddress(server.url()),
                                with(Map.of("rtsp_transport", "udp")))) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            assertThat(source.next()).isInstanceOf(Frame.class);
            // One for the video and one for its reports; other programs may come and go.
            assertThat(udpSockets() - before).isGreaterThanOrEqualTo(2);
            server.freeze();
            assertThat(lastOf(source).ending()).isEqualTo(Ending.BROKEN_OFF);
        }
    }

    @Test
    void tcpIsUsedWhereNothingIsAskedFor() throws Exception {
        var before = udpSockets();
        try (var server = RtspServer.start();
                var source = Sources.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            assertThat(udpSockets()).isEqualTo(before);
        }
    }

    /** UDP sockets that this process holds. */
    private static long udpSockets() throws IOException {
        var inodes = new HashSet<String>();
        for (var table : List.of("/proc/self/net/udp", "/proc/self/net/udp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = line.strip().split("\\s+", -1);
                inodes.add("socket:[" + columns[9] + "]");
            }
        }
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(fd -> inodes.contains(target(fd))).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            // Closed meanwhile.
            return "";
        }
    }

    private static SourceOptions with(Map<String, String> ffmpeg) {
        return new SourceOptions(
                SourceStart.FROM_FILE,
                10,
                Duration.ofSeconds(3),
                1,
                SourceOptions.Hardware.OFF,
                ffmpeg);
    }

    @Test
    void aCameraThatIsTooFastIsNotFollowedEverLater() throws Exception {
        try (var server = RtspServer.start();
                var source = VideoSource.open(new SourceAddress(server.url()), OPTIONS)) {
            var begin = ((Frame) source.next()).pts();
            long began = System.nanoTime();
            var lag = Duration.ZERO;
            for (int i = 0; i < 40; i++) {
                Thread.sleep(250);
                var age = ((Frame) source.next()).pts().minus(begin);
                lag = Duration.ofNanos(System.nanoTime() - began).minus(age);
            }
            assertThat(lag).as("six seconds but for what is left out").isLessThan(THREE_SECONDS);
            assertThat(source.late()).isGreaterThan(10);
            while (Duration.ofNanos(System.nanoTime() - began).toSeconds() < 20
                    && source.behind().toMillis() > 100) {
                assertThat(source.next()).isInstanceOf(Frame.class);
            }
            assertThat(source.behind()).as("at leisure").isLessThan(Duration.ofMillis(101));
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
                        new BackgroundSource(
                                VideoSource.open(new SourceAddress(server.url()), OPTIONS),
                                BackgroundSource.WhenFull.DROP_OLDEST,
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
