package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.read.Position;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IsoTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22T00:00:00Z",
        "2026-11-22T10:20, 2026-11-22T10:20:00Z",
        "2026-11-22T10:20:30, 2026-11-22T10:20:30Z",
        "2026-11-22 10:20:30Z, 2026-11-22T10:20:30Z",
        "2026-11-22T10:20:30.123456z, 2026-11-22T10:20:30.123456Z",
        "2026-11-22T10:20:30+02:00, 2026-11-22T08:20:30Z",
        "2026-11-22T10:20:30 02:00, 2026-11-22T08:20:30Z",
        "2026-11-22T10:20:30-0530, 2026-11-22T15:50:30Z",
        "2026-11-22T10:20:30+02, 2026-11-22T08:20:30Z",
        "0000-01-01, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z"
    })
    void timesOfIso8601AreUnderstood(String text, Instant meant) {
        assertThat(IsoTimes.parsed(text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday", "2026", "2026-11", "2026-13-01", "2026-02-30", "2026-11-22T25:00",
                "2026-11-22T10", "22/11/2026", "2026-11-22T10:20:30+99:00", "1763806830",
                "2026-11-22T10:20:30Z; DROP TABLE plate_events", "２０２６-11-22"
            })
    void anythingElseIsNot(String text) {
        assertThat(IsoTimes.parsed(text)).isEmpty();
    }

    @Test
    void aCursorComesBackAsItWent() {
        var position = new Position(Instant.parse("2026-11-22T12:00:00.123456Z"), UUID.randomUUID());
        assertThat(Cursor.decoded(Cursor.encoded(position))).contains(position);
        assertThat(Cursor.encoded(position)).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "MjAyNi0xMS0yMg", "bm9uc2Vuc2UgaGVyZQ"})
    void whatIsNoCursorIsRefused(String text) {
        assertThat(Cursor.decoded(text)).isEmpty();
    }
}
