package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in a quick way says what the general way says. */
final class QuickReadingTest {
    private static final int TRIES = 200_000;
    private static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final Random random = new Random(7);

    @Test
    void aFloatIsItsShortestDecimal() {
        for (int i = 0; i < TRIES; i++) {
            assertShortest(random.nextFloat());
            assertShortest((float) (random.nextInt(20_000) / 1e4));
            assertShortest((float) (random.nextInt(100_001) / 1e5));
            assertShortest(Float.intBitsToFloat(random.nextInt()));
        }
        assertShortest(0f);
        assertShortest(-0f);
        assertShortest(Float.MIN_VALUE);
        assertShortest(Float.NaN);
        assertShortest(Float.POSITIVE_INFINITY);
        assertShortest(Math.nextDown(1f));
    }

    private static void assertShortest(float value) {
        assertThat(Double.doubleToLongBits(Fields.asWritten(value)))
                .describedAs("%s", value)
                .isEqualTo(Double.doubleToLongBits(Double.parseDouble(Float.toString(value))));
    }

    @Test
    void aMomentIsWhatTheGeneralParserReads() {
        for (int i = 0; i < TRIES / 10; i++) {
            var moment = Instant.ofEpochMilli(random.nextLong(LATEST_MILLIS));
            var text = PlateEventReading.TIME.format(moment);
            assertThat(TimeText.parsed(text))
                    .contains(OffsetDateTime.parse(text).toInstant())
                    .contains(moment);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31T23:59:59Z",
                "2026-01-31T23:59:59.000+00:00",
                "2026-01-31 23:59:59.000Z",
                "2026-01-31T23:59:59.00\u0663Z",
                "+026-01-31T23:59:59.000Z"
            })
    void anotherShapeIsLeftToTheGeneralParser(String text) {
        assertThat(TimeText.parsed(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T00:00:00.000Z", "2026-01-01T24:00:00.000Z"})
    void aDayThatIsNotIsRefused(String text) {
        assertThatThrownBy(() -> TimeText.parsed(text)).isInstanceOf(DateTimeException.class);
    }
}
