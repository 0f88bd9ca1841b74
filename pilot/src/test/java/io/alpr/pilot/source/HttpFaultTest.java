package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.Jpeg;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cameras over HTTP that fall silent, break off or lie: found in time and told apart. */
@Timeout(60)
class HttpFaultTest {
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final SourceOptions OPTIONS =
            new SourceOptions(
                    SourceStart.FROM_FILE, 10, SILENCE, 1, SourceOptions.Hardware.OFF, Map.of());
    private static final byte[] PICTURE =
            Jpeg.encode(new BarStreet(new BarStreet.Car(1234, 0, 100, 50, 50, 4, 2)).frame(0), 0.9);

    @Test
    void aPeerThatAcceptsAndSaysNothingGivesNoAnswerInTime() throws Exception {
        var server = new RawHttpServer((_, _, self) -> self.staySilent());
        assertRefusedInTime(server, "no answer in time");
    }

    @Test
    void aPeerThatAnswersAndThenSaysNothingGivesNoAnswerInTime() throws Exception {
        var server =
                new RawHttpServer(
                        (out, _, self) -> {
                            RawHttpServer.multipart(out);
                            out.flush();
                            self.staySilent();
                        });
        assertRefusedInTime(server, "no answer in time");
    }

    @Test
    void aPeerThatClosesAtOnceIsNamed() throws Exception {
        var server = new RawHttpServer((_, _, _) -> {});
        assertRefusedInTime(server, "cannot be reached");
    }

    @Test
    void aStreamThatFallsSilentBetweenPicturesIsBrokenOff() throws Exception {
        var server =
                new RawHttpServer(
                        (out, _, self) -> {
                            stream(out, 10);
                            self.staySilent();
                        });
        assertEndsInTime(server, "nothing came for 2 s");
    }

    @Test
    void aStreamThatStopsInTheMiddleOfAPictureIsBrokenOff() throws Exception {
        var server =
                new RawHttpServer(
                        (out, _, self) -> {
                            stream(out, 10);
                            RawHttpServer.partHead(out, PICTURE.length);
                            out.write(PICTURE, 0, PICTURE.length / 2);
                            out.flush();
                            self.staySilent();
                        });
        assertEndsInTime(server, "nothing came for 2 s");
    }

    @Test
    void aStreamThatIsClosedIsToldFromASilentOne() throws Exception {
        var server = new RawHttpServer((out, _, _) -> stream(out, 10));
        assertEndsInTime(server, "closed the connection");
    }

    @Test
    void aPictureWithoutEndFillsNeitherTimeNorMemory() throws Exception {
        var noise = new byte[1 << 16];
        Arrays.fill(noise, (byte) 7);
        var server =
                new RawHttpServer(
                        (out, _, _) -> {
                            stream(out, 10);
                            RawHttpServer.write(out, "--frame\r\nContent-Type: image/jpeg\r\n\r\n");
                            while (true) {
                                out.write(noise);
                                Thread.sleep(5);
                            }
                        });
        assertEndsInTime(server, "");
    }

    @Test
    void aSnapshotThatFallsSilentIsBrokenOff() throws Exception {
        var server =
                new RawHttpServer(
                        (out, request, self) -> {
                            if (request > 3) {
                                self.staySilent();
                            }
                            RawHttpServer.picture(out, PICTURE);
                        });
        assertEndsInTime(server, "no answer in time");
    }

    @Test
    void aSnapshotThatStopsInTheMiddleIsBrokenOff() throws Exception {
        var server =
                new RawHttpServer(
                        (out, request, self) -> {
                            RawHttpServer.pictureHead(out, PICTURE.length);
                            out.write(PICTURE, 0, request > 3 ? 2000 : PICTURE.length);
                            out.flush();
                            if (request > 3) {
                                self.staySilent();
                            }
                        });
        assertEndsInTime(server, "nothing came for 2 s");
    }

    @Test
    void aSnapshotThatIsClosedInTheMiddleIsToldFromASilentOne() throws Exception {
        var server =
                new RawHttpServer(
                        (out, request, _) -> {
                            RawHttpServer.pictureHead(out, PICTURE.length);
                            out.write(PICTURE, 0, request > 3 ? 2000 : PICTURE.length);
                        });
        assertEndsInTime(server, "broke off in the middle of a picture");
    }

    @Test
    void aSnapshotWithoutEndIsBounded() throws Exception {
        var noise = new byte[1 << 20];
        var server =
                new RawHttpServer(
                        (out, request, _) -> {
                            if (request < 3) {
                                RawHttpServer.picture(out, PICTURE);
                                return;
                            }
                            RawHttpServer.pictureHead(out, Integer.MAX_VALUE);
                            while (true) {
                                out.write(noise);
                            }
                        });
        assertEndsInTime(server, "more than 33554432 bytes");
    }

    @Test
    void aSnapshotThatBecomesAWebPageEnds() throws Exception {
        var server =
                new RawHttpServer(
                        (out, request, _) -> {
                            if (request < 3) {
                                RawHttpServer.picture(out, PICTURE);
                                return;
                            }
                            RawHttpServer.picture(
                                    out, "<html>log in</html>".getBytes(StandardCharsets.UTF_8));
                        });
        assertEndsInTime(server, "no picture");
    }

    @Test
    void closingWakesWhoeverWaitsForAPicture() throws Exception {
        var server =
                new RawHttpServer(
                        (out, _, self) -> {
                            stream(out, 10);
                            self.staySilent();
                        });
        var patient =
                new SourceOptions(
                        SourceStart.FROM_FILE,
                        10,
                        Duration.ofSeconds(30),
                        1,
                        SourceOptions.Hardware.OFF,
                        Map.of());
        try (server;
                var source = Sources.open(new SourceAddress(server.url()), patient)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            var closer = closeLater(source);
            assertThat(lastOf(source).ending()).isEqualTo(Ending.CLOSED);
            closer.join();
        }
    }

    private static void stream(java.io.OutputStream out, int pictures)
            throws java.io.IOException, InterruptedException {
        RawHttpServer.multipart(out);
        for (int i = 0; i < pictures; i++) {
            RawHttpServer.part(out, PICTURE);
            Thread.sleep(100);
        }
    }

    private static void assertRefusedInTime(RawHttpServer server, String reason) throws Exception {
        long started = System.nanoTime();
        try (server) {
            assertThatThrownBy(() -> Sources.open(new SourceAddress(server.url()), OPTIONS))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageNotContaining("hunter2");
        }
        assertInTime(started, SILENCE.multipliedBy(2).plusSeconds(2));
    }

    /** It gave pictures, then ended for this reason. */
    private static void assertEndsInTime(RawHttpServer server, String reason) throws Exception {
        long started = System.nanoTime();
        try (server;
                var source = Sources.open(new SourceAddress(server.url()), OPTIONS)) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            var end = lastOf(source);
            assertThat(end.ending()).isEqualTo(Ending.BROKEN_OFF);
            assertThat(end.reason()).contains(reason).doesNotContain("hunter2");
            assertThat(source.next()).isEqualTo(end);
        }
        assertInTime(started, SILENCE.multipliedBy(2).plusSeconds(6));
    }

    private static void assertInTime(long started, Duration most) {
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(most);
    }

    private static Thread closeLater(FrameSource source) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            try {
                                Thread.sleep(500);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
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
}
