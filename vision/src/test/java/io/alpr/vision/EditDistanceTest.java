package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EditDistanceTest {
    @Test
    void agreesWithTheRecursiveDefinition() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            String first = text(random);
            String second = text(random);
            assertThat(EditDistance.between(first, second))
                    .describedAs("seed %d: %s %s", seed, first, second)
                    .isEqualTo(slow(first, second));
        }
    }

    @Test
    void errorRateIsErrorsOverTrueCharacters() {
        var readings =
                List.of(
                        new EditDistance.Reading("AB1234", "AB1234"),
                        new EditDistance.Reading("XYZ9", "XY29"),
                        new EditDistance.Reading("QQ", ""));
        assertThat(EditDistance.characterErrorRate(readings)).isEqualTo(3 / 12.0);
    }

    @Test
    void withoutTrueCharactersThereIsNoRate() {
        assertThatThrownBy(() -> EditDistance.characterErrorRate(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append((char) ('A' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static int slow(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int replaced = slow(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        int deleted = slow(a.substring(1), b) + 1;
        int inserted = slow(a, b.substring(1)) + 1;
        return Math.min(replaced, Math.min(deleted, inserted));
    }
}
