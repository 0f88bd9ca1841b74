package io.alpr.app.bench;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;

/** A made video with known plates: equal footage gives equal pixels. Safe for several threads. */
interface Footage {
    /** Of the file, without its ending: lower case, and another for other pixels. */
    String name();

    /** Columns of every frame, even. */
    int width();

    /** Rows of every frame, even. */
    int height();

    /** Of the video, more than 0. */
    double framesPerSecond();

    /** What recorders of full high definition write, kilobits a second. */
    int USUAL_KILOBITS = 8000;

    /** Of the video file, kilobits a second. */
    default int kilobits() {
        return USUAL_KILOBITS;
    }

    /** How many there are, at least 1. */
    int frames();

    /**
     * Draws one.
     *
     * @param index 0 to {@code frames() - 1}, in any order
     */
    RgbPicture frame(int index);

    /** The plate of each pass, by first sight; no two are equal. */
    List<String> passes();

    /**
     * The plates of a frame that a person could read, or could if the picture were better.
     *
     * @param index 0 to {@code frames() - 1}
     */
    List<Sight> sights(int index);

    /**
     * A plate in one frame.
     *
     * @param box pixels, origin top left
     * @param text of its pass
     */
    record Sight(PixelBox box, String text) {}

    /** Length, seconds. */
    default double seconds() {
        return frames() / framesPerSecond();
    }
}
