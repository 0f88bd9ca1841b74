package io.alpr.vision.read;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The output of fast-plate-ocr's models: a fixed number of slots, for each the probability of every
 * character of the alphabet; {@code [plates, slots, characters]}, or the same flat as {@code
 * [plates, slots * characters]}. The best character of a slot counts, with its probability; slots
 * won by the pad character are empty.
 *
 * @param alphabet the characters in the model's order
 * @param pad the character of an empty slot, one of the alphabet
 * @see <a href="https://github.com/ankandrew/fast-plate-ocr">fast-plate-ocr</a>
 */
record SlotsDecoder(String alphabet, char pad) {
    SlotsDecoder {
        if (alphabet.indexOf(pad) < 0) {
            throw new IllegalArgumentException(
                    "The alphabet must hold the pad character '%s', got: %s"
                            .formatted(pad, alphabet));
        }
    }

    /** Whether a tensor has the format's shape; a model may give another one for the region. */
    boolean fits(Tensor.Floats output) {
        int[] shape = output.shape();
        int characters = alphabet.length();
        return (shape.length == 3 && shape[2] == characters)
                || (shape.length == 2 && shape[1] > 0 && shape[1] % characters == 0);
    }

    /**
     * One text a plate: the best character of each slot.
     *
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<ReadText> decode(Tensor.Floats output) {
        return plates(output).map(this::best).toList();
    }

    /**
     * One text a plate, where patterns decide between letter and digit what slots leave open; for
     * alphabets of A-Z, 0-9 and the pad.
     *
     * @param regions for each plate the probability of each region, by code
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<ReadText> decode(
            Tensor.Floats output, List<Map<String, Double>> regions, PatternShares patterns) {
        var plates = plates(output).toList();
        var texts = new ArrayList<ReadText>(plates.size());
        for (int plate = 0; plate < plates.size(); plate++) {
            var region = regions.get(plate);
            var slots = written(plates.get(plate)).stream().map(this::scores).toList();
            texts.add(KindChoice.text(slots, pattern -> patterns.share(region, pattern)));
        }
        return texts;
    }

    /**
     * Where each character of each plate was seen.
     *
     * @param output as for {@link #decode(Tensor.Floats)}
     * @param spots {@code [plates, slots, 2]}: where each slot looks, x and y, 0 to 1
     * @throws IllegalArgumentException if a tensor does not have its shape
     */
    List<List<Spot>> spots(Tensor.Floats output, Tensor.Floats spots) {
        var plates = plates(output).toList();
        if (spots.values().length != 2 * plates.stream().mapToInt(List::size).sum()) {
            throw new IllegalArgumentException(
                    "spots wants two numbers a slot, [plates, slots, 2], got: %s"
                            .formatted(Arrays.toString(spots.shape())));
        }
        return IntStream.range(0, plates.size())
                .mapToObj(plate -> spots(plates.get(plate), spots, plate))
                .toList();
    }

    private List<Spot> spots(List<float[]> slots, Tensor.Floats spots, int plate) {
        return IntStream.range(0, slots.size())
                .filter(slot -> isWritten(slots.get(slot)))
                .map(slot -> 2 * (plate * slots.size() + slot))
                .mapToObj(at -> new Spot(share(spots, at), share(spots, at + 1)))
                .toList();
    }

    private static double share(Tensor.Floats spots, int at) {
        return Math.clamp(spots.values()[at], 0f, 1f);
    }

    /** The slots of each plate, each with a probability for every character. */
    private Stream<List<float[]>> plates(Tensor.Floats output) {
        int[] shape = output.shape();
        int characters = alphabet.length();
        if (!fits(output)) {
            throw new IllegalArgumentException(
                    "slots wants an output of [plates, slots, %d] for an alphabet of %d, got: %s"
                            .formatted(characters, characters, Arrays.toString(shape)));
        }
        int slots = shape.length == 3 ? shape[1] : shape[1] / characters;
        return IntStream.range(0, shape[0])
                .mapToObj(plate -> slots(output.values(), plate * slots, slots));
    }

    private List<float[]> slots(float[] values, int first, int count) {
        int characters = alphabet.length();
        return IntStream.range(first, first + count)
                .mapToObj(at -> Arrays.copyOfRange(values, at * characters, (at + 1) * characters))
                .toList();
    }

    private List<float[]> written(List<float[]> slots) {
        return slots.stream().filter(this::isWritten).toList();
    }

    private boolean isWritten(float[] slot) {
        return alphabet.charAt(likeliest(slot)) != pad;
    }

    private ReadText best(List<float[]> slots) {
        var text = new StringBuilder();
        var scores = new ArrayList<Double>();
        for (var slot : written(slots)) {
            int best = likeliest(slot);
            text.append(alphabet.charAt(best));
            scores.add((double) Math.clamp(slot[best], 0f, 1f));
        }
        return new ReadText(text.toString(), scores);
    }

    private SlotScores scores(float[] slot) {
        return new SlotScores(kind(slot, '0', '9'), kind(slot, 'A', 'Z'));
    }

    private SlotScores.Kind kind(float[] slot, char first, char last) {
        char best = first;
        double score = 0;
        double sum = 0;
        for (int c = 0; c < slot.length; c++) {
            char character = alphabet.charAt(c);
            if (character < first || character > last) {
                continue;
            }
            sum += slot[c];
            if (slot[c] > score) {
                score = slot[c];
                best = character;
            }
        }
        return new SlotScores.Kind(best, score, sum);
    }

    private static int likeliest(float[] slot) {
        int best = 0;
        for (int c = 1; c < slot.length; c++) {
            if (slot[c] > slot[best]) {
                best = c;
            }
        }
        return best;
    }
}
