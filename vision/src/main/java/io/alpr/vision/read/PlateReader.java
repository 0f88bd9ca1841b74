package io.alpr.vision.read;

import io.alpr.vision.image.RgbPicture;
import java.util.List;

/**
 * Reads plates from crops. Safe to call from several threads; close after the last call has
 * returned.
 */
public interface PlateReader extends AutoCloseable {
    /**
     * One reading a crop, in the order given.
     *
     * @param crops plates cut at full resolution with {@link #margin()} around the detected box
     */
    List<PlateReading> read(List<RgbPicture> crops);

    /** How much of the box's own width and height the reader wants around it, e.g. 0.05. */
    double margin();

    /**
     * The margins with which a picture is tried that is the only one of its plate, at least one:
     * its box is never quite right, and no other picture votes.
     */
    default List<Double> tries() {
        return List.of(margin());
    }

    /**
     * The same reader for plates that are read once. It may go by what plates are like, as one more
     * witness; the frames of a pass would call that witness once each. One of both is to be closed.
     */
    default PlateReader once() {
        return this;
    }

    /**
     * The same where more is known of what plates are like here. Goes with what is seen later, and
     * is for the thread that adds to it.
     */
    default PlateReader once(SeenPatterns seen) {
        return once();
    }

    /**
     * How common plates are that have letters and digits where a text has them: their share among
     * those of its length, above 0 to 1; 1 where a reader does not go by that.
     *
     * @param region code, as readings have it
     */
    default double commonness(String text, String region) {
        return 1;
    }

    /** The model's name as it is written into events. */
    String name();

    @Override
    void close();
}
