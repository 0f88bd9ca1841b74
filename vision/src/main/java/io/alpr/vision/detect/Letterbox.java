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
 * A picture or a region of it scaled, its sides in proportion, into a model's input, and the way
 * back for boxes.
 *
 * @param picture size of the picture
 * @param region of the picture that is shown
 * @param input size of the model's input
 * @param inner where in the input the scaled region lies
 */
record Letterbox(PixelSize picture, PixelBox region, PixelSize input, PixelBox inner) {
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
        return new Letterbox(size(picture), picture.bounds(), input, inner);
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
        double scale = snugScale(picture, longSide);
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        var input =
                new PixelSize(Math.ceilDiv(width, step) * step, Math.ceilDiv(height, step) * step);
        return new Letterbox(
                size(picture), picture.bounds(), input, new PixelBox(0, 0, width, height));
    }

    /**
     * A region at the scale that {@link #snug(Picture, int, int)} gives the whole picture, so that
     * a plate looks the same in both. What the input's sides have left over is filled with more of
     * the picture.
     */
    static Letterbox snug(Picture picture, PixelBox region, int longSide, int step) {
        var whole = snug(picture, longSide, step);
        double scale = snugScale(picture, longSide);
        int width = stepped(region.width() * scale, step, whole.inner().width());
        int height = stepped(region.height() * scale, step, whole.inner().height());
        int columns = Math.clamp(Math.round(width / scale), 1, picture.width());
        int rows = Math.clamp(Math.round(height / scale), 1, picture.height());
        var shown =
                new PixelBox(
                        start(region.x(), region.width(), columns, picture.width()),
                        start(region.y(), region.height(), rows, picture.height()),
                        columns,
                        rows);
        var input =
                new PixelSize(Math.ceilDiv(width, step) * step, Math.ceilDiv(height, step) * step);
        return new Letterbox(size(picture), shown, input, new PixelBox(0, 0, width, height));
    }

    private static double snugScale(Picture picture, int longSide) {
        return Math.min(
                ENLARGED_MAX, (double) longSide / Math.max(picture.width(), picture.height()));
    }

    /** A length rounded up to a multiple of the step, or all there is. */
    private static int stepped(double length, int step, int most) {
        return Math.min(most, Math.ceilDiv(Math.max(1, (int) Math.ceil(length)), step) * step);
    }

    /** Where a stretch of a longer length begins that has a shorter one in its middle. */
    private static int start(int at, int length, int longer, int end) {
        return Math.clamp(at - (longer - length) / 2, 0, end - longer);
    }

    private static PixelSize size(Picture picture) {
        return new PixelSize(picture.width(), picture.height());
    }

    /**
     * The model's input of {@code [1, 3, height, width]}.
     *
     * @param fill number around the scaled picture
     */
    Tensor.Floats tensor(Picture pixels, Colour colour, Normalisation normalisation, float fill) {
        RgbPicture scaled = pixels.scaled(region, inner.width(), inner.height());
        return PictureTensors.planes(
                scaled, input, inner.x(), inner.y(), colour, normalisation, fill);
    }

    /** A box of the input as an edge list of the picture, not yet clipped or rounded. */
    Candidate back(Candidate box) {
        double scaleX = (double) region.width() / inner.width();
        double scaleY = (double) region.height() / inner.height();
        return new Candidate(
                region.x() + (box.left() - inner.x()) * scaleX,
                region.y() + (box.top() - inner.y()) * scaleY,
                region.x() + (box.right() - inner.x()) * scaleX,
                region.y() + (box.bottom() - inner.y()) * scaleY,
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
