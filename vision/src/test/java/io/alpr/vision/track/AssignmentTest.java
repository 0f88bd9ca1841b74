package io.alpr.vision.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void gainsAsMuchAsTryingEveryPairing() {
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var gain = new double[1 + random.nextInt(6)][1 + random.nextInt(6)];
            for (var row : gain) {
                Arrays.setAll(row, j -> random.nextInt(3) == 0 ? 0 : random.nextDouble() * 10 - 2);
            }
            int[] pairs = Assignment.best(gain);
            assertThat(total(gain, pairs))
                    .as("seed %d", seed)
                    .isCloseTo(tried(gain, 0, new boolean[gain[0].length]), within(1e-9));
        }
    }

    @Test
    void noColumnIsGivenTwiceAndNothingWithoutGainIsPaired() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var gain = new double[random.nextInt(20)][random.nextInt(20)];
            for (var row : gain) {
                Arrays.setAll(row, j -> random.nextDouble() - 0.5);
            }
            int[] pairs = Assignment.best(gain);
            var used = Arrays.stream(pairs).filter(column -> column != Assignment.ALONE).boxed();
            assertThat(used).as("seed %d", seed).doesNotHaveDuplicates();
            for (int row = 0; row < pairs.length; row++) {
                if (pairs[row] != Assignment.ALONE) {
                    assertThat(gain[row][pairs[row]]).as("seed %d", seed).isPositive();
                }
            }
        }
    }

    @Test
    void nothingToPairLeavesEveryRowAlone() {
        assertThat(Assignment.best(new double[0][0])).isEmpty();
        assertThat(Assignment.best(new double[2][0]))
                .containsExactly(Assignment.ALONE, Assignment.ALONE);
    }

    private static double total(double[][] gain, int[] pairs) {
        double sum = 0;
        for (int row = 0; row < pairs.length; row++) {
            sum += pairs[row] == Assignment.ALONE ? 0 : gain[row][pairs[row]];
        }
        return sum;
    }

    /** The slow twin: every row takes every free column in turn, or none. */
    private static double tried(double[][] gain, int row, boolean[] taken) {
        if (row == gain.length) {
            return 0;
        }
        double best = tried(gain, row + 1, taken);
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.max(best, gain[row][column] + tried(gain, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }
}
