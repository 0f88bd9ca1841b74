package io.alpr.vision.detect;

import io.alpr.vision.image.PixelSize;

/** How a picture is scaled, its sides in proportion, into the input of a detector's model. */
public sealed interface Look {

    /**
     * As large as fits, in the middle of an input of one size, as YOLO's trainers do it.
     *
     * @param input size of the model's input, pixels
     */
    record Fixed(PixelSize input) implements Look {}

    /**
     * To a given longer side, in an input no larger than needed, for models that take any size.
     * Pictures that are much smaller are enlarged by a half at most.
     *
     * @param longSide pixels of the scaled picture's longer side
     * @param step both sides of the input are multiples of it
     */
    record Snug(int longSide, int step) implements Look {
        public Snug {
            if (longSide < step || step < 1) {
                throw new IllegalArgumentException(
                        "A look's longer side must be at least its step, got: %d and %d"
                                .formatted(longSide, step));
            }
        }

        /** The same at several times the scale. */
        Snug times(int factor) {
            return new Snug(factor * longSide, step);
        }
    }
}
