package io.alpr.vision.onnx;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import java.util.Arrays;
import java.util.List;

/** Lays pictures out as models want them. Stateless and thread-safe. */
public final class PictureTensors {
    private PictureTensors() {}

    /**
     * One picture on a canvas, plane by plane: {@code [1, channels, canvas height, canvas width]},
     * floats.
     *
     * @param left column of the canvas at which the picture starts; it must fit
     * @param top row of the canvas at which the picture starts
     * @param fill number of the canvas where the picture does not cover it
     */
    public static Tensor.Floats planes(
            RgbPicture picture,
            PixelSize canvas,
            int left,
            int top,
            Colour colour,
            Normalisation normalisation,
            float fill) {
        int area = canvas.width() * canvas.height();
        var values = new float[colour.channels() * area];
        if (picture.width() != canvas.width() || picture.height() != canvas.height()) {
            Arrays.fill(values, fill);
        }
        byte[] rgb = picture.rgb();
        for (int channel = 0; channel < colour.channels(); channel++) {
            float[] table = normalisation.table(channel);
            for (int y = 0; y < picture.height(); y++) {
                int from = 3 * y * picture.width();
                int to = channel * area + (top + y) * canvas.width() + left;
                for (int x = 0; x < picture.width(); x++, from += 3) {
                    values[to + x] = table[colour.value(rgb, from, channel)];
                }
            }
        }
        return new Tensor.Floats(
                new int[] {1, colour.channels(), canvas.height(), canvas.width()}, values);
    }

    /**
     * Pictures of one size, pixel by pixel: {@code [pictures, height, width, channels]}, bytes.
     *
     * @param pictures at least one
     */
    public static Tensor.Bytes interleaved(List<RgbPicture> pictures, Colour colour) {
        int width = pictures.getFirst().width();
        int height = pictures.getFirst().height();
        var values = new byte[pictures.size() * height * width * colour.channels()];
        int to = 0;
        for (var picture : pictures) {
            byte[] rgb = picture.rgb();
            for (int from = 0; from < rgb.length; from += 3) {
                for (int channel = 0; channel < colour.channels(); channel++) {
                    values[to++] = (byte) colour.value(rgb, from, channel);
                }
            }
        }
        return new Tensor.Bytes(
                new int[] {pictures.size(), height, width, colour.channels()}, values);
    }
}
