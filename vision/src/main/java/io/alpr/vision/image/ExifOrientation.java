package io.alpr.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a camera was held, from the EXIF block of a JPEG file (EXIF 2.32, tag 0x0112 of the first
 * directory), as the place of the stored picture's first row and first column.
 */
enum ExifOrientation {
    /** Stored upright, or nothing is said. */
    TOP_LEFT,
    /** Mirrored. */
    TOP_RIGHT,
    /** Turned by half a turn. */
    BOTTOM_RIGHT,
    /** Upside down, mirrored. */
    BOTTOM_LEFT,
    /** Rows and columns exchanged. */
    LEFT_TOP,
    /** To be turned a quarter clockwise. */
    RIGHT_TOP,
    /** Rows and columns exchanged, turned by half a turn. */
    RIGHT_BOTTOM,
    /** To be turned a quarter anticlockwise. */
    LEFT_BOTTOM;

    private static final Set<ExifOrientation> TURNED =
            EnumSet.of(LEFT_TOP, RIGHT_TOP, RIGHT_BOTTOM, LEFT_BOTTOM);
    private static final int TAG = 0x0112;
    private static final int APP1 = 0xFFE1;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final long EXIF_HEADER = 0x457869660000L;

    /** The orientation that a file's bytes name; {@link #TOP_LEFT} for all that name none. */
    static ExifOrientation of(byte[] file) {
        try {
            return jpeg(ByteBuffer.wrap(file));
        } catch (IndexOutOfBoundsException _) {
            // A damaged block says nothing that could be trusted.
            return TOP_LEFT;
        }
    }

    private static ExifOrientation jpeg(ByteBuffer file) {
        if (file.limit() < 4 || (file.getShort(0) & 0xFFFF) != 0xFFD8) {
            return TOP_LEFT;
        }
        int at = 2;
        while (at + 4 <= file.limit()) {
            int marker = file.getShort(at) & 0xFFFF;
            int length = file.getShort(at + 2) & 0xFFFF;
            if (marker == START_OF_SCAN || marker < 0xFF00 || length < 2) {
                return TOP_LEFT;
            }
            if (marker == APP1 && file.getLong(at + 4) >>> 16 == EXIF_HEADER) {
                return tiff(file.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
        return TOP_LEFT;
    }

    private static ExifOrientation tiff(ByteBuffer block) {
        block.order(block.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = block.getInt(4);
        int entries = block.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((block.getShort(entry) & 0xFFFF) == TAG) {
                int value = block.getShort(entry + 8) & 0xFFFF;
                return value >= 1 && value <= 8 ? values()[value - 1] : TOP_LEFT;
            }
        }
        return TOP_LEFT;
    }

    /** The picture turned and mirrored so that it stands as the photographer saw it. */
    RgbPicture upright(RgbPicture stored) {
        if (this == TOP_LEFT) {
            return stored;
        }
        boolean turned = TURNED.contains(this);
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        var rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * source(x, y, stored.width(), stored.height());
                System.arraycopy(stored.rgb(), from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    /** Index of the stored pixel that belongs at (x, y) of the upright picture. */
    private int source(int x, int y, int width, int height) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (this) {
            case TOP_LEFT -> y * width + x;
            case TOP_RIGHT -> y * width + right - x;
            case BOTTOM_RIGHT -> (bottom - y) * width + right - x;
            case BOTTOM_LEFT -> (bottom - y) * width + x;
            case LEFT_TOP -> x * width + y;
            case RIGHT_TOP -> (bottom - x) * width + y;
            case RIGHT_BOTTOM -> (bottom - x) * width + right - y;
            case LEFT_BOTTOM -> x * width + right - y;
        };
    }
}
