package io.alpr.vision.read;

import io.alpr.vision.onnx.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The second output of a slots model: for each plate the probability of every region, {@code
 * [plates, regions]}. The best counts where it is likelier than all others together.
 *
 * @param regions codes in the model's order
 */
record RegionDecoder(List<String> regions) {
    private static final float SURE = 0.5f;

    RegionDecoder {
        regions = List.copyOf(regions);
    }

    /** Whether a tensor can be this output. */
    boolean fits(Tensor.Floats output) {
        int[] shape = output.shape();
        return !regions.isEmpty() && shape.length == 2 && shape[1] == regions.size();
    }

    /** The region of a plate, {@link PlateReading#UNKNOWN_REGION} where none is likely. */
    String decode(Tensor.Floats output, int plate) {
        int from = plate * regions.size();
        for (int region = 0; region < regions.size(); region++) {
            if (output.values()[from + region] > SURE) {
                return regions.get(region);
            }
        }
        return PlateReading.UNKNOWN_REGION;
    }

    /** The probability of each region of a plate, by code. */
    Map<String, Double> shares(Tensor.Floats output, int plate) {
        var shares = new LinkedHashMap<String, Double>();
        for (int region = 0; region < regions.size(); region++) {
            shares.put(
                    regions.get(region), (double) output.values()[plate * regions.size() + region]);
        }
        return shares;
    }
}
