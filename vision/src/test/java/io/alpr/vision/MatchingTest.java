package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MatchingTest {
    @Test
    void agreesWithTheSlowTwin() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var labels = boxes(random);
            var found = boxes(random);
            double limit = 0.05 + 0.9 * random.nextDouble();
            assertThat(Matching.of(labels, found, limit).pairs())
                    .describedAs("seed %d", seed)
                    .isEqualTo(slow(labels, found, limit));
        }
    }

    @Test
    void twoFindsOfOnePlateMatchOnce() {
        var plate = new PixelBox(10, 10, 40, 20);
        var better = new PixelBox(11, 10, 40, 20);
        var worse = new PixelBox(14, 10, 40, 20);
        var matching = Matching.of(List.of(plate), List.of(worse, better));
        assertThat(matching.pairs()).hasSize(1);
        assertThat(matching.foundFor(0)).hasValue(1);
    }

    @Test
    void halfOverlapCountsAndLessDoesNot() {
        var plate = new PixelBox(0, 0, 20, 10);
        assertThat(Matching.of(List.of(plate), List.of(new PixelBox(0, 0, 10, 10))).foundFor(0))
                .hasValue(0);
        assertThat(Matching.of(List.of(plate), List.of(new PixelBox(0, 0, 9, 10))).foundFor(0))
                .isEmpty();
    }

    @Test
    void aLimitOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> Matching.of(List.of(), List.of(), 0)).hasMessageContaining("0");
    }

    private static List<PixelBox> boxes(Random random) {
        var boxes = new ArrayList<PixelBox>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            boxes.add(
                    new PixelBox(
                            random.nextInt(10),
                            random.nextInt(10),
                            1 + random.nextInt(12),
                            1 + random.nextInt(12)));
        }
        return boxes;
    }

    /** Looks through the whole table for the best pair, again and again. */
    private static List<Matching.Pair> slow(
            List<PixelBox> labels, List<PixelBox> found, double limit) {
        var pairs = new ArrayList<Matching.Pair>();
        while (true) {
            var best = new Matching.Pair(-1, -1, 0);
            for (int i = 0; i < labels.size(); i++) {
                for (int j = 0; j < found.size(); j++) {
                    int label = i;
                    int other = j;
                    boolean free =
                            pairs.stream().noneMatch(p -> p.label() == label || p.found() == other);
                    double iou = cells(labels.get(i), found.get(j));
                    if (free && iou >= limit && iou > best.iou()) {
                        best = new Matching.Pair(i, j, iou);
                    }
                }
            }
            if (best.label() < 0) {
                return pairs;
            }
            pairs.add(best);
        }
    }

    private static double cells(PixelBox a, PixelBox b) {
        int shared = 0;
        int either = 0;
        for (int y = 0; y < 25; y++) {
            for (int x = 0; x < 25; x++) {
                boolean inA = x >= a.x() && x < a.right() && y >= a.y() && y < a.bottom();
                boolean inB = x >= b.x() && x < b.right() && y >= b.y() && y < b.bottom();
                shared += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }
        }
        return (double) shared / either;
    }
}
