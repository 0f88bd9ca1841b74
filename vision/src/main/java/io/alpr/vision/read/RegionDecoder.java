package io.alpr.vision.read;

import io.alpr.vision.onnx.Tensor;
import java.util.List;

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
}
