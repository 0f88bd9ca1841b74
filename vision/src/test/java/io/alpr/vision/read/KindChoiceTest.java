package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.onnx.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KindChoiceTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    private static final SlotsDecoder DECODER = new SlotsDecoder(ALPHABET, '_');

    /** Plates of a letter and six digits, and hardly any others. */
    private static final Patterns TRUCKS =
            new Patterns(Map.of("US", Map.of("A999999", 100.0, "A9A9999", 1.0)));

    @Test
    void aPlaceThatThePictureLeavesOpenHoldsWhatPlatesHaveThere() {
        var read = read("R8Z0503", Map.of(2, new Doubt('2', 0.45)));
        assertThat(read.text()).isEqualTo("R820503");
        assertThat(read.scores().get(2)).isBetween(0.6, 0.95);
        assertThat(read.scores().get(0)).isGreaterThan(0.95);
    }

    @Test
    void whatThePictureMakesClearStands() {
        assertThat(read("R8Z0503", Map.of(2, new Doubt('2', 0.01))).text()).isEqualTo("R8Z0503");
        assertThat(read("GOLFER", Map.of()).text()).isEqualTo("GOLFER");
    }

    @Test
    void anEmptyPlateHasNoText() {
        assertThat(read("", Map.of())).isEqualTo(new ReadText("", List.of()));
    }

    @Test
    void agreesWithTheSlowTwinThatWeighsEveryText() {
        var patterns = new Patterns(Map.of("US", Map.of("A99", 9.0, "99A", 3.0, "AAA", 1.0)));
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            float[] values = new float[3 * ALPHABET.length()];
            for (int slot = 0; slot < 3; slot++) {
                fill(values, slot * ALPHABET.length(), random);
            }
            var read = decode(3, values, patterns);
            double[][] slow = slowScores(values, patterns);
            for (int place = 0; place < 3; place++) {
                int said = ALPHABET.indexOf(read.text().charAt(place));
                for (double score : slow[place]) {
                    assertThat(slow[place][said]).isGreaterThanOrEqualTo(score - 1e-3);
                }
                assertThat(read.scores().get(place))
                        .describedAs("seed %d, place %d", seed, place)
                        .isCloseTo(slow[place][said], within(1e-3));
            }
        }
    }

    /** The probability of every character at every place, summed over all texts of three. */
    private static double[][] slowScores(float[] values, Patterns patterns) {
        int n = ALPHABET.length();
        var sums = new double[3][n - 1];
        double whole = 0;
        for (int a = 0; a < n - 1; a++) {
            for (int b = 0; b < n - 1; b++) {
                for (int c = 0; c < n - 1; c++) {
                    var pattern = kind(a) + kind(b) + kind(c);
                    double likelihood =
                            values[a]
                                    * (double) values[n + b]
                                    * values[2 * n + c]
                                    * Math.sqrt(patterns.share("US", pattern));
                    whole += likelihood;
                    sums[0][a] += likelihood;
                    sums[1][b] += likelihood;
                    sums[2][c] += likelihood;
                }
            }
        }
        for (int place = 0; place < 3; place++) {
            double written = 0;
            for (int c = 0; c < n - 1; c++) {
                written += values[place * n + c];
            }
            for (int c = 0; c < n - 1; c++) {
                sums[place][c] *= written / whole;
            }
        }
        return sums;
    }

    private static String kind(int character) {
        return character < 10 ? "9" : "A";
    }

    /** Another character that a place may hold, and how likely. */
    private record Doubt(char other, double chance) {}

    private static ReadText read(String text, Map<Integer, Doubt> doubts) {
        int slots = 10;
        float[] values = new float[slots * ALPHABET.length()];
        for (int slot = 0; slot < slots; slot++) {
            int at = slot * ALPHABET.length();
            char said = slot < text.length() ? text.charAt(slot) : '_';
            var doubt = doubts.getOrDefault(slot, new Doubt('_', 0.005));
            values[at + ALPHABET.indexOf(doubt.other())] = (float) doubt.chance();
            values[at + ALPHABET.indexOf(said)] = (float) (said == '_' ? 1 : 1 - doubt.chance());
        }
        return decode(slots, values, TRUCKS);
    }

    private static ReadText decode(int slots, float[] values, Patterns patterns) {
        var output = new Tensor.Floats(new int[] {1, slots, ALPHABET.length()}, values);
        return DECODER.decode(output, List.of(Map.of("US", 1.0)), patterns).getFirst();
    }

    /** Random probabilities of which a few are great and the pad's is small. */
    private static void fill(float[] values, int from, Random random) {
        double sum = 0;
        for (int c = 0; c < ALPHABET.length(); c++) {
            values[from + c] = (float) Math.pow(random.nextDouble(), 12) + 1e-6f;
            sum += values[from + c];
        }
        for (int c = 0; c < ALPHABET.length(); c++) {
            values[from + c] = (float) (values[from + c] / sum * 0.97);
        }
        values[from + ALPHABET.length() - 1] = 0.03f;
    }
}
