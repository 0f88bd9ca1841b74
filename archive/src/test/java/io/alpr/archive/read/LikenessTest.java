package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikenessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AB12CD | AB12CD | 0    | exact",
                "AB10CD | AB1OCD | 0.3  | O for 0 at 4",
                "B8I0   | 881O   | 0.9  | 8 for B at 1, 1 for I at 3, O for 0 at 4",
                "AB12CD | AB72CD | 1    | 7 for 1 at 3",
                "AB12CD | AB1CD  | 1    | 2 missing at 4",
                "AB12CD | AB12XCD| 1    | X more after 4",
                "AB12CD | XAB12CD| 1    | X more at the beginning",
                "AB12CD | BA12CD | 1    | BA for AB at 1"
            })
    void saysWhatDiffersAndWhatThatCosts(String wanted, String found, double cost, String reason) {
        var likeness = Likeness.of(wanted, found);
        assertThat(likeness.reason()).isEqualTo(reason);
        assertThat(likeness.cost()).isCloseTo(cost, within(1e-9));
        assertThat(likeness.score())
                .isCloseTo(
                        1 - likeness.cost() / Math.max(wanted.length(), found.length()),
                        within(1e-9));
    }

    @Test
    void costsWhatTheSlowTwinFindsByTryingEveryWay() {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            var wanted = text(random);
            var found = text(random);
            assertThat(Likeness.of(wanted, found).cost())
                    .as("%s, %s", wanted, found)
                    .isCloseTo(slow(wanted, found), within(1e-9));
        }
    }

    @Test
    void whatSwapsAndLooksAlikeIsOneChangeAlthoughAnotherWayIsCheaper() {
        // Swapped it costs 1; taken one by one it is 0.3 each.
        assertThat(Likeness.of("0O1X", "O01X").cost()).isCloseTo(0.6, within(1e-9));
        assertThat(Likeness.of("0O1X", "O01X").isWithin(0)).isTrue();
        assertThat(Likeness.of("AB12", "BA12").isWithin(0)).isFalse();
        assertThat(Likeness.of("AB12", "BA12").isWithin(1)).isTrue();
        // Folded it is a swap; as they stand, no two are the other way round.
        assertThat(Likeness.of("A8C", "BAC").isWithin(1)).isTrue();
    }

    /** Few characters, so that many are alike. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("0ODA1I".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static double slow(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        double first =
                a.charAt(0) == b.charAt(0)
                        ? 0
                        : Folding.of(a.charAt(0)) == Folding.of(b.charAt(0)) ? 0.3 : 1;
        double least = first + slow(a.substring(1), b.substring(1));
        least = Math.min(least, 1 + slow(a.substring(1), b));
        least = Math.min(least, 1 + slow(a, b.substring(1)));
        boolean swapped =
                a.length() > 1
                        && b.length() > 1
                        && a.charAt(0) == b.charAt(1)
                        && a.charAt(1) == b.charAt(0);
        return swapped ? Math.min(least, 1 + slow(a.substring(2), b.substring(2))) : least;
    }
}
