package io.alpr.pilot.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.camera.Looking.Seen;
import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.pass.Lookout;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.BackgroundSource.WhenFull;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.pilot.source.SourceItem;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import io.alpr.pilot.source.SourceItem.Lull;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LookAheadTest {
    private static final End END = new End(Ending.FINISHED, "over");
    private static final int FRAMES_OF_A_FILE = 12;

    /** What the decoder and the handover of a file hold beside the frame that is looked at. */
    private static final int HELD = 4 + FRAMES_OF_A_FILE + 1;

    private final BarEngine bars = new BarEngine();
    private final Lookout lookout =
            new Lookout(
                    PassSettings.defaults(),
                    bars.engine().detector(),
                    new CameraMeters(new SimpleMeterRegistry(), "gate"));

    @Test
    void allComesInTheOrderOfTheSourceAndFramesWithTheirPlates() {
        var items = List.of(frame(0), new Gap("torn"), frame(1), new Lull(), frame(2), END);
        var seen = new ArrayList<Seen>();
        try (var looking = ahead(WhenFull.WAIT, items::get)) {
            do {
                seen.add(looking.next());
            } while (!(seen.getLast() instanceof Seen.Over));
        }
        assertThat(seen).hasSize(items.size());
        assertThat(seen.get(1)).isEqualTo(new Seen.Broken("torn"));
        assertThat(seen.get(3)).isEqualTo(new Seen.Pause());
        assertThat(seen.getLast()).isEqualTo(new Seen.Over(END));
        for (int frame = 0; frame < 3; frame++) {
            assertThat(seen.get(2 * frame)).isInstanceOf(Seen.Sight.class);
            var looked = ((Seen.Sight) seen.get(2 * frame)).looked();
            assertThat(looked.frame().number()).isEqualTo(frame);
            assertThat(looked.plates()).hasSize(1);
        }
    }

    @Test
    void whatWasSeenBeforeAPauseIsLookedAtAnewAfterIt() {
        var items = List.of(frame(0), frame(1), new Lull(), frame(2), END);
        try (var looking = ahead(WhenFull.WAIT, items::get)) {
            while (!(looking.next() instanceof Seen.Over)) {
                // Until all is looked at.
            }
        }
        // The second frame shows nothing new.
        assertThat(bars.detections()).isEqualTo(2);
    }

    @Test
    void ofAFileSomeFramesWaitAndNoMore() throws InterruptedException {
        var decoded = new AtomicInteger();
        var enough = new CountDownLatch(HELD);
        IntFunction<SourceItem> file =
                i -> {
                    decoded.incrementAndGet();
                    enough.countDown();
                    return moving(i);
                };
        try (var _ = ahead(WhenFull.WAIT, file)) {
            assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(200);
            assertThat(decoded.get()).isLessThanOrEqualTo(HELD + 1);
        }
    }

    @Test
    void ofACameraWhatWaitsIsDroppedUnseenButForOneFrame() {
        var decoded = new AtomicInteger();
        IntFunction<SourceItem> camera =
                i -> {
                    pause();
                    decoded.incrementAndGet();
                    return moving(i);
                };
        try (var looking = ahead(WhenFull.DROP_OLDEST, camera)) {
            while (decoded.get() < 20) {
                pause();
            }
            long first = number(looking.next());
            assertThat(number(looking.next())).isGreaterThan(first + 5);
        }
    }

    private static long number(Seen seen) {
        return ((Seen.Sight) seen).looked().frame().number();
    }

    @Test
    void whatFailsFailsWhereItIsTaken() {
        var failing =
                Looking.inStep(
                        source(
                                _ -> {
                                    throw new IllegalStateException("no picture");
                                }),
                        lookout);
        var idle = new BackgroundSource(source(_ -> END), WhenFull.WAIT, "decoder-test");
        try (var looking = new LookAhead(idle, failing, "lookout-test")) {
            assertThatThrownBy(looking::next).hasMessage("no picture");
        }
    }

    @Test
    void whoIsInterruptedIsToldThatItIsOver() {
        var idle =
                ahead(
                        WhenFull.WAIT,
                        _ -> {
                            pause();
                            return new Gap("torn");
                        });
        try (idle) {
            Thread.currentThread().interrupt();
            assertThat(idle.next()).isInstanceOf(Seen.Over.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closingEndsItWhereverItIs() {
        var threads = new ArrayList<Thread>();
        var waiting = ahead(WhenFull.WAIT, LookAheadTest::moving);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lookout-test"))
                .forEach(threads::add);
        waiting.close();
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    private LookAhead ahead(WhenFull whenFull, IntFunction<SourceItem> items) {
        var decoded = new BackgroundSource(source(items), whenFull, "decoder-test");
        return new LookAhead(decoded, Looking.inStep(decoded, lookout), "lookout-test");
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A car that stands there. */
    private static SourceItem frame(int number) {
        return frame(number, 200);
    }

    private static SourceItem moving(int number) {
        return frame(number, 20 + 10 * (number % 30));
    }

    private static Frame frame(int number, int x) {
        var street = new BarStreet(new BarStreet.Car(1234, 0, Integer.MAX_VALUE, x, 100, 0, 0));
        var picture = BarStreet.grey(street.frame(0));
        var pts = Duration.ofMillis(200L * number);
        return new Frame(picture, pts, Instant.EPOCH.plus(pts), number, System.nanoTime());
    }

    private static FrameSource source(IntFunction<SourceItem> items) {
        var next = new AtomicInteger();
        return new FrameSource() {
            @Override
            public SourceItem next() {
                return items.apply(next.getAndIncrement());
            }

            @Override
            public SourceInfo info() {
                return new SourceInfo(
                        Instant.EPOCH,
                        SourceInfo.StartOrigin.CONFIGURED,
                        5,
                        BarStreet.WIDTH,
                        BarStreet.HEIGHT,
                        "bars");
            }

            @Override
            public void close() {}
        };
    }
}
