package io.alpr.vision.stack;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import java.util.Optional;

/**
 * Several pictures of one plate laid upon the first and made one, as astronomers stack theirs: what
 * the plate shows stays, noise and the blocks of a video do not. Twice as fine as the pictures
 * where they are small, since each saw the plate a part of a pixel elsewhere.
 *
 * @param picture the mean
 * @param plate where it shows the plate
 * @param pictures that it was made of, 2 or more
 */
public record Stack(RgbPicture picture, PixelBox plate, int pictures) {
    /** Plates of so many columns need no finer picture: readers see no more. */
    private static final int WIDE = 160;

    /**
     * One picture.
     *
     * @param picture of the plate and a little around it
     * @param plate box in it
     * @param weight of its pixels in the mean, above 0
     */
    public record Layer(RgbPicture picture, PixelBox plate, double weight) {
        public Layer {
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException(
                        "the weight of a layer must be above 0, got: " + weight);
            }
        }
    }

    /**
     * The stack of those layers that show what the first one does.
     *
     * @param layers the first one is the one that others are laid upon
     * @return empty where none does
     */
    public static Optional<Stack> of(List<Layer> layers) {
        if (layers.size() < 2) {
            return Optional.empty();
        }
        var first = layers.getFirst();
        int scale = first.plate().width() < WIDE ? 2 : 1;
        var mean = new Mean(first.picture().width() * scale, first.picture().height() * scale);
        var toFirst = Affine.scaling(scale, scale).inverse();
        mean.add(first, toFirst);
        var registration = new Registration(first.picture());
        for (var layer : layers.subList(1, layers.size())) {
            registration
                    .of(layer.picture(), Affine.between(first.plate(), layer.plate()))
                    .ifPresent(map -> mean.add(layer, map.after(toFirst)));
        }
        return mean.count > 1
                ? Optional.of(new Stack(mean.picture(), scaled(first.plate(), scale), mean.count))
                : Optional.empty();
    }

    private static PixelBox scaled(PixelBox box, int scale) {
        return new PixelBox(
                box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
    }

    /** Weighed sums of colours. */
    private static final class Mean {
        private final int width;
        private final int height;
        private final float[] sums;
        private final float[] weights;
        private int count;

        Mean(int width, int height) {
            this.width = width;
            this.height = height;
            this.sums = new float[3 * width * height];
            this.weights = new float[width * height];
        }

        /**
         * Adds what a layer shows.
         *
         * @param map from the mean's pixels to the layer's
         */
        void add(Layer layer, Affine map) {
            count++;
            var picture = layer.picture();
            var colours = new float[3];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double column = map.x(x, y);
                    double row = map.y(x, y);
                    if (shows(picture, column, row)) {
                        Bicubic.sample(picture, column, row, colours);
                        add(y * width + x, colours, (float) layer.weight());
                    }
                }
            }
        }

        private static boolean shows(RgbPicture picture, double column, double row) {
            return column > -1 && row > -1 && column < picture.width() && row < picture.height();
        }

        private void add(int pixel, float[] colours, float weight) {
            weights[pixel] += weight;
            for (int channel = 0; channel < colours.length; channel++) {
                sums[3 * pixel + channel] += weight * colours[channel];
            }
        }

        RgbPicture picture() {
            var rgb = new byte[sums.length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) Math.clamp(Math.round(sums[i] / weights[i / 3]), 0, 255);
            }
            return new RgbPicture(width, height, rgb);
        }
    }
}
