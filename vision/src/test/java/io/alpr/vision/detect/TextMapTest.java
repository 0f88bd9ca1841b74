package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class TextMapTest {
    @Test
    void aRectangleOfTextGrowsByAreaOverPerimeter() {
        int width = 40;
        var values = new float[width * 20];
        for (int y = 8; y < 12; y++) {
            for (int x = 10; x < 26; x++) {
                values[y * width + x] = 0.75f;
            }
        }
        // 16 x 4: area 64, perimeter 40, unclip 1.5: 2.4 on each side.
        var line = new TextMap(0.3, 0.5, 1.5).decode(map(values, width, 20)).getFirst();
        assertThat(line.left()).isEqualTo(10 - 2.4, Offset.offset(1e-9));
        assertThat(line.top()).isEqualTo(8 - 2.4, Offset.offset(1e-9));
        assertThat(line.right()).isEqualTo(26 + 2.4, Offset.offset(1e-9));
        assertThat(line.bottom()).isEqualTo(12 + 2.4, Offset.offset(1e-9));
        assertThat(line.score()).isEqualTo(0.75);
    }

    @Test
    void linesAgreeWithTheSlowTwin() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            var values = new float[width * height];
            float density = random.nextFloat();
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() < density ? random.nextFloat() : 0;
            }
            var map = new TextMap(0.5, 0.7, 0);
            assertThat(map.decode(map(values, width, height)))
                    .describedAs("seed %d", seed)
                    .usingRecursiveFieldByFieldElementComparator()
                    .usingElementComparator(TextMapTest::compare)
                    .containsExactlyElementsOf(slow(values, width, height));
        }
    }

    @Test
    void weakAndTinySetsAreNoLines() {
        var weak = new float[100];
        java.util.Arrays.fill(weak, 0.4f);
        assertThat(new TextMap(0.3, 0.5, 1.5).decode(map(weak, 10, 10))).isEmpty();
        var tiny = new float[100];
        tiny[55] = 1;
        tiny[56] = 1;
        assertThat(new TextMap(0.3, 0.5, 1.5).decode(map(tiny, 10, 10))).isEmpty();
    }

    @Test
    void anotherShapeIsRefusedWithWhatWasWanted() {
        var output = new Tensor.Floats(new int[] {1, 2, 3}, new float[6]);
        assertThatThrownBy(() -> TextMap.PADDLE.decode(output))
                .hasMessageContaining("[1, 1, height, width], got: [1, 2, 3]");
    }

    private static int compare(Candidate a, Candidate b) {
        boolean same =
                a.left() == b.left()
                        && a.top() == b.top()
                        && a.right() == b.right()
                        && a.bottom() == b.bottom()
                        && Math.abs(a.score() - b.score()) < 1e-9;
        return same ? 0 : 1;
    }

    /** Spreads the lowest label over neighbours until nothing changes, then looks at each label. */
    private static List<Candidate> slow(float[] values, int width, int height) {
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = values[i] >= 0.5f ? i : -1;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < labels.length; i++) {
                for (int j = 0; j < labels.length; j++) {
                    boolean near =
                            Math.abs(i % width - j % width) <= 1
                                    && Math.abs(i / width - j / width) <= 1;
                    if (near && labels[i] >= 0 && labels[j] >= 0 && labels[j] < labels[i]) {
                        labels[i] = labels[j];
                        changed = true;
                    }
                }
            }
        }
        var lines = new ArrayList<Candidate>();
        for (int label = 0; label < labels.length; label++) {
            line(values, labels, label, width, height, lines);
        }
        return lines;
    }

    private static void line(
            float[] values, int[] labels, int label, int width, int height, List<Candidate> into) {
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width + 1);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width + 1);
                sum += values[i];
                count++;
            }
        }
        if (count > 0 && right - left >= 3 && bottom - top >= 3 && sum / count >= 0.7) {
            into.add(new Candidate(left, top, right, bottom, sum / count));
        }
    }

    private static Tensor.Floats map(float[] values, int width, int height) {
        return new Tensor.Floats(new int[] {1, 1, height, width}, values);
    }
}
