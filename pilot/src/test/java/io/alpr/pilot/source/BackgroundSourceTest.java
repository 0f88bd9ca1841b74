package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.source.BackgroundSource.WhenFull;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BackgroundSourceTest {
    /** Gives numbered gaps, up to an end or without one. */
    private static final class Numbers implements FrameSource {
        private final AtomicInteger given = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final int most;
        private final boolean breaks;

        Numbers(int most, boolean breaks) {
            this.most = most;
            this.breaks = breaks;
        }

        @Override
        public SourceItem next() {
            int number = given.incrementAndGet();
            if (number <= most) {
                return new Gap(String.valueOf(number));
            }
            if (breaks) {
                throw new IllegalStateException("torn");
            }
            return new End(Ending.FINISHED, "end of file");
        }

        @Override
        public SourceInfo info() {
            return new SourceInfo(
                    Instant.EPOCH, SourceInfo.StartOrigin.CONFIGURED, 10, 640, 360, "h264");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void everythingComesInItsOrderAndTheEndStays() {
        try (var source = new BackgroundSource(new Numbers(500, false), WhenFull.WAIT, "ahead")) {
            var texts = new ArrayList<String>();
            while (source.next() instanceof Gap(var text)) {
                texts.add(text);
            }
            assertThat(texts).hasSize(500).startsWith("1", "2", "3").endsWith("499", "500");
            assertThat(source.next()).isEqualTo(new End(Ending.FINISHED, "end of file"));
            assertThat(source.next()).isEqualTo(new End(Ending.FINISHED, "end of file"));
        }
    }

    @Test
    void onlyAFewAreReadAhead() throws InterruptedException {
        var numbers = new Numbers(500, false);
        try (var source = new BackgroundSource(numbers, WhenFull.WAIT, "ahead")) {
            assertThat(source.next()).isEqualTo(new Gap("1"));
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(numbers.given.get()).isBetween(5, 7);
        }
    }

    @Test
    void theLatestStayAndWhatNobodyFetchedGoes() throws InterruptedException {
        try (var source =
                new BackgroundSource(new Numbers(500, false), WhenFull.DROP_OLDEST, "ahead")) {
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(source.next()).isEqualTo(new Gap("500"));
            assertThat(source.next()).isEqualTo(new End(Ending.FINISHED, "end of file"));
            assertThat(source.drops()).as("none of them was a frame").isZero();
        }
    }

    @Test
    void aDecoderThatThrowsEndsTheSource() {
        try (var source = new BackgroundSource(new Numbers(1, true), WhenFull.WAIT, "ahead")) {
            assertThat(source.next()).isInstanceOf(Gap.class);
            assertThat(source.next())
                    .isEqualTo(new End(Ending.BROKEN_OFF, "decoding failed: torn"));
        }
    }

    @Test
    void closingWakesADecoderThatWaitsForRoomAndWhoeverWaitsForAnItem() throws Exception {
        var numbers = new Numbers(500, false);
        var source = new BackgroundSource(numbers, WhenFull.WAIT, "ahead");
        source.close();
        assertThat(numbers.closed.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(source.next()).isEqualTo(new End(Ending.CLOSED, "closed"));
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().equals("ahead"))
                                .allMatch(thread -> joined(thread)))
                .isTrue();
    }

    private static boolean joined(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
