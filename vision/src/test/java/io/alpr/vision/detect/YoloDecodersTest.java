package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class YoloDecodersTest {
    @Test
    void rawGoldenTensorOfTwoBoxesAndTwoClasses() {
        // Rows: centre x, centre y, width, height, class 0, class 1; columns: the boxes.
        var output =
                tensor(
                        List.of(1, 6, 3),
                        100,
                        50,
                        7, //
                        60,
                        20,
                        7, //
                        40,
                        10,
                        2, //
                        20,
                        6,
                        2, //
                        0.9f,
                        0.1f,
                        0.2f, //
                        0.3f,
                        0.8f,
                        0.1f);
        assertThat(new YoloRaw().decode(output, 0.5))
                .containsExactly(
                        new Candidate(80, 50, 120, 70, 0.9f), new Candidate(45, 17, 55, 23, 0.8f));
    }

    @Test
    void rawAgreesWithTheSlowTwin() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int classes = 1 + random.nextInt(4);
            int boxes = random.nextInt(40);
            float[] values = floats(random, (4 + classes) * boxes);
            var output = new Tensor.Floats(new int[] {1, 4 + classes, boxes}, values);
            var expected = new ArrayList<Candidate>();
            for (float[] column : columns(values, 4 + classes, boxes)) {
                float score = 0;
                for (int c = 4; c < column.length; c++) {
                    score = column[c] > score ? column[c] : score;
                }
                if (score >= 0.6) {
                    expected.add(
                            new Candidate(
                                    column[0] - column[2] / 2.0,
                                    column[1] - column[3] / 2.0,
                                    column[0] + column[2] / 2.0,
                                    column[1] + column[3] / 2.0,
                                    score));
                }
            }
            assertThat(new YoloRaw().decode(output, 0.6))
                    .describedAs("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void endToEndGoldenTensorOfSevenColumnsTakesTheFirstPictureAlone() {
        var output =
                tensor(
                        List.of(3, 7),
                        0,
                        10,
                        20,
                        30,
                        40,
                        0,
                        0.75f, //
                        1,
                        1,
                        2,
                        3,
                        4,
                        0,
                        0.9f, //
                        0,
                        5,
                        6,
                        7,
                        8,
                        0,
                        0.2f);
        assertThat(new YoloEndToEnd().decode(output, 0.5))
                .containsExactly(new Candidate(10, 20, 30, 40, 0.75f));
    }

    @Test
    void endToEndGoldenTensorOfSixColumns() {
        var output =
                tensor(
                        List.of(1, 3, 6),
                        10,
                        20,
                        30,
                        40,
                        0.75f,
                        0, //
                        5,
                        6,
                        7,
                        8,
                        0.5f,
                        1, //
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
        assertThat(new YoloEndToEnd().decode(output, 0.5))
                .containsExactly(
                        new Candidate(10, 20, 30, 40, 0.75f), new Candidate(5, 6, 7, 8, 0.5f));
    }

    @Test
    void endToEndAgreesWithTheSlowTwinInBothLayouts() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            boolean seven = random.nextBoolean();
            int rows = random.nextInt(30);
            float[] values = floats(random, rows * (seven ? 7 : 6));
            var expected = new ArrayList<Candidate>();
            for (int row = 0; row < rows; row++) {
                if (seven) {
                    values[7 * row] = random.nextInt(2);
                }
                int at = seven ? 7 * row + 1 : 6 * row;
                float score = values[seven ? at + 5 : at + 4];
                if (score >= 0.4 && (!seven || values[at - 1] == 0)) {
                    expected.add(
                            new Candidate(
                                    values[at],
                                    values[at + 1],
                                    values[at + 2],
                                    values[at + 3],
                                    score));
                }
            }
            int[] shape = seven ? new int[] {rows, 7} : new int[] {1, rows, 6};
            assertThat(new YoloEndToEnd().decode(new Tensor.Floats(shape, values), 0.4))
                    .describedAs("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void noBoxesAreNoBoxes() {
        assertThat(new YoloEndToEnd().decode(tensor(List.of(0, 7)), 0.1)).isEmpty();
        assertThat(new YoloRaw().decode(tensor(List.of(1, 5, 0)), 0.1)).isEmpty();
    }

    @Test
    void anotherShapeIsRefusedWithWhatWasWanted() {
        assertThatThrownBy(() -> new YoloRaw().decode(tensor(List.of(2, 7), new float[14]), 0.1))
                .hasMessageContaining("[1, 4 + classes, boxes], got: [2, 7]");
        assertThatThrownBy(() -> new YoloEndToEnd().decode(tensor(List.of(1, 5, 0)), 0.1))
                .hasMessageContaining("[rows, 7] or [1, rows, 6], got: [1, 5, 0]");
    }

    @Test
    void scoresAboveOneByRoundingAreOne() {
        var output = tensor(List.of(1, 5, 1), 5, 5, 2, 2, 1.0001f);
        assertThat(new YoloRaw().decode(output, 0.5).getFirst().score()).isCloseTo(1, within(0.0));
    }

    private static List<float[]> columns(float[] values, int rows, int columns) {
        var all = new ArrayList<float[]>();
        for (int column = 0; column < columns; column++) {
            var one = new float[rows];
            for (int row = 0; row < rows; row++) {
                one[row] = values[row * columns + column];
            }
            all.add(one);
        }
        return all;
    }

    private static float[] floats(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static Tensor.Floats tensor(List<Integer> shape, float... values) {
        return new Tensor.Floats(shape.stream().mapToInt(Integer::intValue).toArray(), values);
    }
}
