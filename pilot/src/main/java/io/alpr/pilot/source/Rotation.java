package io.alpr.pilot.source;

import io.alpr.vision.image.YuvPicture;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Turns pictures upright, as the container says that the camera was held. */
enum Rotation {
    NONE,
    /** A quarter turn clockwise. */
    RIGHT,
    HALF,
    /** A quarter turn anticlockwise. */
    LEFT;

    /** The nearest quarter turn to so many degrees clockwise. */
    static Rotation ofDegrees(double clockwise) {
        return values()[Math.floorMod(Math.round(clockwise / 90), 4)];
    }

    /**
     * What undoes a display matrix.
     *
     * @param matrix FFmpeg's, nine numbers of 32 bits
     */
    static Rotation ofMatrix(BytePointer matrix) {
        var numbers = matrix.capacity(36).asByteBuffer().asIntBuffer();
        double anticlockwise = avutil.av_display_rotation_get(numbers);
        return Double.isNaN(anticlockwise) ? NONE : ofDegrees(-anticlockwise);
    }

    boolean swapsSides() {
        return this == RIGHT || this == LEFT;
    }

    YuvPicture upright(YuvPicture picture) {
        if (this == NONE) {
            return picture;
        }
        int width = picture.width();
        int height = picture.height();
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        return new YuvPicture(
                swapsSides() ? height : width,
                swapsSides() ? width : height,
                turned(picture.y(), width, height),
                turned(picture.u(), chromaWidth, chromaHeight),
                turned(picture.v(), chromaWidth, chromaHeight),
                picture.matrix());
    }

    private byte[] turned(byte[] plane, int width, int height) {
        var out = new byte[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at =
                        switch (this) {
                            case NONE -> y * width + x;
                            case RIGHT -> x * height + height - 1 - y;
                            case HALF -> (height - 1 - y) * width + width - 1 - x;
                            case LEFT -> (width - 1 - x) * height + y;
                        };
                out[at] = plane[y * width + x];
            }
        }
        return out;
    }
}
