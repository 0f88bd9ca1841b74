package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatePatternTest {
    @ParameterizedTest
    @CsvSource({
        "AB12, AB12, true",
        "AB12, AB1, false",
        "AB1, AB12, false",
        "AB*, AB12, true",
        "AB*, AB, true",
        "*12, AB12, true",
        "*B*2, AB12, true",
        "A?1?, AB12, true",
        "A?1?, AB123, false",
        "*, X, true",
        "**?**, X, true",
        "*AB*AB, ABAAB, true",
        "*AB*AB, AB, false"
    })
    void aStarStandsForAnyCharactersAndAQuestionMarkForOne(
            String pattern, String plate, boolean matches) {
        assertThat(new PlatePattern(pattern).matches(plate)).isEqualTo(matches);
    }

    @Test
    void saysWhatTheSlowTwinSays() {
        for (int seed = 0; seed < 5000; seed++) {
            var random = new Random(seed);
            var pattern = text(random, "AB*?*", 1 + random.nextInt(8));
            var plate = text(random, "AB", 1 + random.nextInt(9));
            assertThat(new PlatePattern(pattern).matches(plate))
                    .describedAs("seed %d: %s on %s", seed, pattern, plate)
                    .isEqualTo(slow(pattern, plate));
        }
    }

    /** By trying everything. */
    private static boolean slow(String pattern, String plate) {
        if (pattern.isEmpty()) {
            return plate.isEmpty();
        }
        char sign = pattern.charAt(0);
        if (sign == '*') {
            return slow(pattern.substring(1), plate)
                    || (!plate.isEmpty() && slow(pattern, plate.substring(1)));
        }
        return !plate.isEmpty()
                && (sign == '?' || sign == plate.charAt(0))
                && slow(pattern.substring(1), plate.substring(1));
    }

    private static String text(Random random, String of, int length) {
        return random.ints(length, 0, of.length())
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append(of.charAt(i)),
                        StringBuilder::append)
                .toString();
    }

    @Test
    void noPatternTakesLong() {
        var stars = new PlatePattern("*".repeat(PlatePattern.LENGTH_MAX - 1) + "Z");
        var pairs = new PlatePattern("*A".repeat(PlatePattern.LENGTH_MAX / 2));
        // A regular expression of either takes longer than the age of the universe for this.
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        assertThat(stars.matches("A".repeat(1000))).isFalse();
                        assertThat(pairs.matches("A".repeat(1000) + "B")).isFalse();
                    }
                });
    }

    @Test
    void nothingElseIsAPattern() {
        for (var text : new String[] {"", "A".repeat(21), "AB.", "ab12", "A[B]", "Ä*", "A B"}) {
            assertThat(PlatePattern.isPattern(text)).as(text).isFalse();
            assertThatThrownBy(() -> new PlatePattern(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 20 of A-Z");
        }
    }
}
