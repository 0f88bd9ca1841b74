package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.PictureTensors;
import io.alpr.vision.onnx.Tensor;

/**
 * A picture scaled, its sides in proportion, into a model's input, and the way back for boxes.
 *
 * @param picture size of the picture
 * @param input size of the model's input
 * @param inner where in the input the scaled picture lies
 */
record Letterbox(PixelSize picture, PixelSize input, PixelBox inner) {
    /** Enlarging finds smaller characters, up to where there is nothing more to see. */
    private static final double ENLARGED_MAX = 1.5;

    /** The largest scaled picture that fits, in the middle, as YOLO's trainers do it. */
    static Letterbox centred(Picture picture, PixelSize input) {
        double scale =
                Math.min(
                        (double) input.width() / picture.width(),
                        (double) input.height() / picture.height());
        int width = Math.clamp(Math.round(picture.width() * scale), 1, input.width());
        int height = Math.clamp(Math.round(picture.height() * scale), 1, input.height());
        var inner =
                new PixelBox(
                        (input.width() - width) / 2, (input.height() - height) / 2, width, height);
        return new Letterbox(new PixelSize(picture.width(), picture.height()), input, inner);
    }

    /**
     * The picture at the top left of an input whose sides are multiples of a step: no larger than
     * needed, for models that take any size.
     *
     * @param longSide pixels of the scaled picture's longer side; pictures that are much smaller
     *     are enlarged by {@link #ENLARGED_MAX} only
     * @param step multiple for both sides of the input
     */
    static Letterbox snug(Picture picture, int longSide, int step) {
        double scale =
                Math.min(
                        ENLARGED_MAX,
                        (double) longSide / Math.max(picture.width(), picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        var input =
                new PixelSize(Math.ceilDiv(width, step) * step, Math.ceilDiv(height, step) * step);
        return new Letterbox(
                new PixelSize(picture.width(), picture.height()),
                input,
                new PixelBox(0, 0, width, height));
    }

    /**
     * The model's input of {@code [1, 3, height, width]}.
     *
     * @param fill number around the scaled picture
     */
    Tensor.Floats tensor(Picture pixels, Colour colour, Normalisation normalisation, float fill) {
        RgbPicture scaled = pixels.scaled(pixels.bounds(), inner.width(), inner.height());
        return PictureTensors.planes(
                scaled, input, inner.x(), inner.y(), colour, normalisation, fill);
    }

    /** A box of the input as an edge list of the picture, not yet clipped or rounded. */
    Candidate back(Candidate box) {
        double scaleX = (double) picture.width() / inner.width();
        double scaleY = (double) picture.height() / inner.height();
        return new Candidate(
                (box.left() - inner.x()) * scaleX,
                (box.top() - inner.y()) * scaleY,
                (box.right() - inner.x()) * scaleX,
                (box.bottom() - inner.y()) * scaleY,
                box.score());
    }

    /** A box of the picture, clipped to it and rounded outwards. */
    PixelBox clipped(Candidate box) {
        return PixelBox.clipped(
                box.left(),
                box.top(),
                box.right(),
                box.bottom(),
                picture.width(),
                picture.height());
    }
}
