package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DistanceTest {
    private static final long SEED = 20_261_128;
    private static final String ALPHABET = "0158AC";

    /** By the definition: all ways, the shortest counts. */
    private static int slow(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        var restA = a.substring(1);
        var restB = b.substring(1);
        int least =
                Math.min(
                        slow(restA, restB) + (a.charAt(0) == b.charAt(0) ? 0 : 1),
                        Math.min(slow(restA, b), slow(a, restB)) + 1);
        boolean swapped =
                a.length() > 1
                        && b.length() > 1
                        && a.charAt(0) == b.charAt(1)
                        && a.charAt(1) == b.charAt(0);
        return swapped ? Math.min(least, slow(a.substring(2), b.substring(2)) + 1) : least;
    }

    @Test
    void itAgreesWithTheDefinition() {
        var chance = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            var wanted = text(chance);
            var other = text(chance);
            int far = slow(wanted, other);
            for (int most = 0; most <= 3; most++) {
                assertThat(new Distance(wanted, most).isNear(other))
                        .as("%s and %s, %d or less", wanted, other, most)
                        .isEqualTo(far <= most);
            }
        }
    }

    @Test
    void itIsUsedAgainAndAgain() {
        var distance = new Distance("A8C123", 1);
        assertThat(distance.isNear("ABC1234")).isTrue();
        assertThat(distance.isNear("XXXXXX")).isFalse();
        assertThat(distance.isNear("BAC123")).isTrue();
        assertThat(distance.isNear("ABCI23")).isTrue();
        assertThat(distance.isNear("ABÇ123")).isTrue();
    }

    private static String text(Random chance) {
        return IntStream.range(0, chance.nextInt(7))
                .mapToObj(_ -> ALPHABET.charAt(chance.nextInt(ALPHABET.length())))
                .map(String::valueOf)
                .reduce("", String::concat);
    }
}
