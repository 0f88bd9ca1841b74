package io.alpr.pilot;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import java.util.Arrays;
import java.util.List;

/**
 * Frames of a dark road with plates whose text is written in twelve light and grey bars, so that a
 * test can read them without a model: {@link BarEngine} does.
 */
public final class BarStreet {
    /** Columns of a frame. */
    public static final int WIDTH = 640;

    /** Rows of a frame. */
    public static final int HEIGHT = 360;

    /** Columns of a plate: twelve bars. */
    public static final int PLATE_WIDTH = 96;

    /** Rows of a plate. */
    public static final int PLATE_HEIGHT = 24;

    static final int BARS = 12;

    /** Dark pixels around the plate of a solid car. */
    private static final int BODY = 30;

    private static final byte ROAD = 40;
    private final List<Car> cars;
    private final boolean solid;

    /**
     * A car in straight and even motion.
     *
     * @param code 0 to 4095
     * @param from first frame
     * @param to last frame
     * @param x left of the plate in the first frame
     * @param y top of it
     * @param dx pixels a frame to the right
     * @param dy pixels a frame down
     */
    public record Car(int code, int from, int to, int x, int y, double dx, double dy) {
        /** What its plate says. */
        public String text() {
            return textOf(code);
        }

        /** Left of the plate in a frame. */
        public int xAt(int frame) {
            return (int) Math.round(x + dx * (frame - from));
        }

        /** Top of the plate in a frame. */
        public int yAt(int frame) {
            return (int) Math.round(y + dy * (frame - from));
        }
    }

    /** Plates that do not hide each other. */
    public BarStreet(Car... cars) {
        this(false, List.of(cars));
    }

    private BarStreet(boolean solid, List<Car> cars) {
        this.solid = solid;
        this.cars = List.copyOf(cars);
    }

    /** Cars with a dark body around the plate; the later ones hide the earlier ones. */
    public static BarStreet solid(List<Car> cars) {
        return new BarStreet(true, cars);
    }

    static String textOf(int code) {
        return "K%04dZ".formatted(code);
    }

    /** Draws one frame. */
    public RgbPicture frame(int index) {
        var rgb = new byte[3 * WIDTH * HEIGHT];
        Arrays.fill(rgb, ROAD);
        for (var car : cars) {
            if (index >= car.from() && index <= car.to()) {
                draw(rgb, car, car.xAt(index), car.yAt(index));
            }
        }
        return new RgbPicture(WIDTH, HEIGHT, rgb);
    }

    /** A frame with one plate of any size. */
    public static RgbPicture frame(int code, PixelBox plate) {
        var rgb = new byte[3 * WIDTH * HEIGHT];
        Arrays.fill(rgb, ROAD);
        draw(rgb, code, plate.x(), plate.y(), plate.width(), plate.height());
        return new RgbPicture(WIDTH, HEIGHT, rgb);
    }

    private void draw(byte[] rgb, Car car, int left, int top) {
        if (solid) {
            fill(rgb, left - BODY, top - BODY, PLATE_WIDTH + 2 * BODY, PLATE_HEIGHT + 2 * BODY);
        }
        draw(rgb, car.code(), left, top, PLATE_WIDTH, PLATE_HEIGHT);
    }

    private static void fill(byte[] rgb, int left, int top, int width, int height) {
        for (int y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
            int from = Math.clamp(left, 0, WIDTH);
            int to = Math.clamp((long) left + width, 0, WIDTH);
            Arrays.fill(rgb, 3 * (y * WIDTH + from), 3 * (y * WIDTH + to), ROAD);
        }
    }

    private static void draw(byte[] rgb, int code, int left, int top, int width, int height) {
        for (int y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
            for (int x = Math.max(0, left); x < Math.min(WIDTH, left + width); x++) {
                int bar = (x - left) * BARS / width;
                int value = (code >> bar & 1) == 1 ? 235 : 130;
                Arrays.fill(rgb, 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3, (byte) value);
            }
        }
    }

    /** A picture as a decoder gives it, without its colours. */
    public static YuvPicture grey(RgbPicture rgb) {
        var y = new byte[rgb.width() * rgb.height()];
        for (int i = 0; i < y.length; i++) {
            y[i] = rgb.rgb()[3 * i];
        }
        var chroma = new byte[(rgb.width() + 1) / 2 * ((rgb.height() + 1) / 2)];
        Arrays.fill(chroma, (byte) 128);
        return new YuvPicture(
                rgb.width(), rgb.height(), y, chroma, chroma.clone(), YuvPicture.Matrix.JPEG);
    }
}
