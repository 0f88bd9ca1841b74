package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NonMaxSuppressionTest {
    @Test
    void keepsWhatTheSlowTwinKeeps() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var boxes = RandomBoxes.list(random, 25);
            double limit = random.nextDouble();
            assertThat(NonMaxSuppression.keep(boxes, limit))
                    .describedAs("seed %d", seed)
                    .isEqualTo(slow(boxes, limit));
        }
    }

    @Test
    void overlapOfExactlyTheLimitIsKept() {
        var first = new Candidate(0, 0, 2, 1, 0.9);
        var second = new Candidate(1, 0, 3, 1, 0.8);
        assertThat(NonMaxSuppression.keep(List.of(second, first), 1 / 3.0)).hasSize(2);
        assertThat(NonMaxSuppression.keep(List.of(second, first), 0.33)).containsExactly(first);
    }

    @Test
    void boxesWithoutAreaDisturbNobody() {
        var flat = new Candidate(5, 5, 5, 9, 0.9);
        var turned = new Candidate(8, 8, 2, 2, 0.8);
        assertThat(NonMaxSuppression.keep(List.of(flat, turned, flat), 0.5)).hasSize(3);
    }

    /**
     * Takes the best that is left, by search, and strikes out what it overlaps by counting cells.
     */
    private static List<Candidate> slow(List<Candidate> boxes, double limit) {
        var open = new boolean[boxes.size()];
        java.util.Arrays.fill(open, true);
        var kept = new ArrayList<Candidate>();
        for (int best = best(boxes, open); best >= 0; best = best(boxes, open)) {
            kept.add(boxes.get(best));
            open[best] = false;
            for (int i = 0; i < open.length; i++) {
                open[i] &= cells(boxes.get(best), boxes.get(i)) <= limit;
            }
        }
        return kept;
    }

    private static int best(List<Candidate> boxes, boolean[] open) {
        int best = -1;
        for (int i = 0; i < open.length; i++) {
            boolean better = best < 0 || boxes.get(i).score() > boxes.get(best).score();
            best = open[i] && better ? i : best;
        }
        return best;
    }

    private static double cells(Candidate a, Candidate b) {
        int shared = 0;
        int either = 0;
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 60; x++) {
                boolean inA = x >= a.left() && x < a.right() && y >= a.top() && y < a.bottom();
                boolean inB = x >= b.left() && x < b.right() && y >= b.top() && y < b.bottom();
                shared += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }
        }
        return (double) shared / either;
    }
}
