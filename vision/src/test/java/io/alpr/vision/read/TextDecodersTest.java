package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextDecodersTest {
    private static final String ALPHABET = "AB12_";

    @Test
    void slotsGoldenTensorOfTwoPlates() {
        var output =
                new Tensor.Floats(
                        new int[] {2, 3, 5},
                        new float[] {
                            0.9f, 0.1f, 0, 0, 0, //
                            0, 0, 0.25f, 0.75f, 0, //
                            0, 0, 0, 0.1f, 0.9f, //
                            0, 0.5f, 0, 0, 0.25f, //
                            0, 0, 0, 0, 1, //
                            0, 0, 1, 0, 0
                        });
        assertThat(new SlotsDecoder(ALPHABET, '_').decode(output))
                .containsExactly(
                        new ReadText("A2", List.of((double) 0.9f, 0.75)),
                        new ReadText("B1", List.of(0.5, 1.0)));
    }

    @Test
    void spotsAreThoseOfTheSlotsThatAreWritten() {
        var output =
                new Tensor.Floats(
                        new int[] {1, 3, 5},
                        new float[] {0.9f, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0});
        var spots =
                new Tensor.Floats(
                        new int[] {1, 3, 2}, new float[] {0.25f, 0.5f, 0, 0, 1.5f, 0.75f});
        assertThat(new SlotsDecoder(ALPHABET, '_').spots(output, spots))
                .containsExactly(List.of(new Spot(0.25, 0.5), new Spot(1, 0.75)));
    }

    @Test
    void spotsOfAnotherShapeAreRefused() {
        var output = new Tensor.Floats(new int[] {1, 3, 5}, new float[15]);
        var spots = new Tensor.Floats(new int[] {1, 2, 2}, new float[4]);
        assertThatThrownBy(() -> new SlotsDecoder(ALPHABET, '_').spots(output, spots))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 2, 2]");
    }

    @Test
    void slotsAgreeWithTheSlowTwinInBothLayouts() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int plates = 1 + random.nextInt(3);
            int slots = 1 + random.nextInt(9);
            float[] values = floats(random, plates * slots * 5);
            int[] shape =
                    random.nextBoolean()
                            ? new int[] {plates, slots, 5}
                            : new int[] {plates, slots * 5};
            var texts = new ArrayList<ReadText>();
            for (int plate = 0; plate < plates; plate++) {
                var text = new StringBuilder();
                var scores = new ArrayList<Double>();
                for (int slot = 0; slot < slots; slot++) {
                    int best = best(values, (plate * slots + slot) * 5, 5);
                    if (best != 4) {
                        text.append(ALPHABET.charAt(best));
                        scores.add((double) values[(plate * slots + slot) * 5 + best]);
                    }
                }
                texts.add(new ReadText(text.toString(), scores));
            }
            assertThat(new SlotsDecoder(ALPHABET, '_').decode(new Tensor.Floats(shape, values)))
                    .describedAs("seed %d", seed)
                    .isEqualTo(texts);
        }
    }

    @Test
    void theOutputForTheRegionIsNotTakenForTheText() {
        var decoder = new SlotsDecoder(ALPHABET, '_');
        assertThat(decoder.fits(new Tensor.Floats(new int[] {1, 66}, new float[66]))).isFalse();
        assertThat(decoder.fits(new Tensor.Floats(new int[] {1, 2, 5}, new float[10]))).isTrue();
    }

    @Test
    void ctcGoldenTensorJoinsRepeatsAndDropsBlanks() {
        // Classes: blank, A, B, space. Steps: A A blank A B B space.
        var output =
                new Tensor.Floats(
                        new int[] {1, 7, 4},
                        new float[] {
                            0.1f, 0.5f, 0.2f, 0.2f, //
                            0.1f, 0.75f, 0.1f, 0.05f, //
                            1, 0, 0, 0, //
                            0, 0.625f, 0.375f, 0, //
                            0, 0, 0.875f, 0.125f, //
                            0.25f, 0, 0.5f, 0.25f, //
                            0, 0, 0, 1
                        });
        var text = new CtcDecoder(Dictionary.characters("AB")).decode(output).getFirst();
        assertThat(text).isEqualTo(new ReadText("AAB ", List.of(0.75, 0.625, 0.875, 1.0)));
        assertThat(text.alphanumerics())
                .isEqualTo(new ReadText("AAB", List.of(0.75, 0.625, 0.875)));
    }

    @Test
    void ctcAgreesWithTheSlowTwin() {
        var dictionary = new Dictionary(List.of("A", "b", "7", "", "two"));
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int steps = random.nextInt(20);
            int classes = 6 + random.nextInt(2);
            float[] values = floats(random, steps * classes);
            var output = new Tensor.Floats(new int[] {1, steps, classes}, values);
            assertThat(new CtcDecoder(dictionary).decode(output))
                    .describedAs("seed %d", seed)
                    .containsExactly(slowCtc(values, steps, classes));
        }
    }

    @Test
    void aRegionCountsWhereItIsLikelierThanAllOthersTogether() {
        var decoder = new RegionDecoder(List.of("UNKNOWN", "US", "EU"));
        var output =
                new Tensor.Floats(
                        new int[] {2, 3}, new float[] {0.1f, 0.2f, 0.7f, 0.3f, 0.4f, 0.3f});
        assertThat(decoder.fits(output)).isTrue();
        assertThat(decoder.decode(output, 0)).isEqualTo("EU");
        assertThat(decoder.decode(output, 1)).isEqualTo(PlateReading.UNKNOWN_REGION);
        assertThat(new RegionDecoder(List.of()).fits(output)).isFalse();
    }

    @Test
    void anotherShapeIsRefusedWithWhatWasWanted() {
        var output = new Tensor.Floats(new int[] {1, 2, 4}, new float[8]);
        assertThatThrownBy(() -> new SlotsDecoder(ALPHABET, '_').decode(output))
                .hasMessageContaining("[plates, slots, 5]");
        assertThatThrownBy(() -> new CtcDecoder(Dictionary.characters("ABCDEFG")).decode(output))
                .hasMessageContaining("1 + 7");
        assertThatThrownBy(() -> new SlotsDecoder("ABC", '_'))
                .hasMessageContaining("pad character");
    }

    /** First the whole path of classes, then the runs of it. */
    private static ReadText slowCtc(float[] values, int steps, int classes) {
        var path = new StringBuilder();
        for (int step = 0; step < steps; step++) {
            path.append((char) ('0' + best(values, step * classes, classes)));
        }
        var text = new StringBuilder();
        var scores = new ArrayList<Double>();
        int from = 0;
        while (from < steps) {
            int to = from;
            double score = 0;
            int label = path.charAt(from) - '0';
            while (to < steps && path.charAt(to) == path.charAt(from)) {
                score = Math.max(score, values[to * classes + label]);
                to++;
            }
            String shown = List.of("", "A", "b", "7", "", "", " ").get(label);
            if (!shown.isEmpty()) {
                text.append(shown);
                scores.add(score);
            }
            from = to;
        }
        return new ReadText(text.toString(), scores);
    }

    private static int best(float[] values, int from, int count) {
        int best = 0;
        for (int i = 0; i < count; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }

    private static float[] floats(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
