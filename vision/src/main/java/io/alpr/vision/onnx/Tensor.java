package io.alpr.vision.onnx;

import java.util.Arrays;

/**
 * Numbers with a shape, row-major (the last dimension runs fastest), copied from or to native
 * memory by {@link Model}. The arrays are handed over, not copied; nobody writes to them
 * afterwards.
 */
public sealed interface Tensor permits Tensor.Floats, Tensor.Bytes {
    /** Length of each dimension; an empty array is one number. */
    int[] shape();

    /**
     * 32-bit floats.
     *
     * @param shape length of each dimension, not negative
     * @param values as many as the product of the lengths
     */
    record Floats(int[] shape, float[] values) implements Tensor {
        public Floats {
            requireFit(shape, values.length);
        }
    }

    /**
     * Unsigned 8-bit integers.
     *
     * @param shape length of each dimension, not negative
     * @param values as many as the product of the lengths
     */
    record Bytes(int[] shape, byte[] values) implements Tensor {
        public Bytes {
            requireFit(shape, values.length);
        }
    }

    private static void requireFit(int[] shape, int values) {
        long product = 1;
        for (int length : shape) {
            product = length < 0 ? -1 : product * length;
        }
        if (product != values) {
            throw new IllegalArgumentException(
                    "Tensor of shape %s cannot hold %d values"
                            .formatted(Arrays.toString(shape), values));
        }
    }
}
