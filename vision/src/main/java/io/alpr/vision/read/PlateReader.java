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

    /** The model's name as it is written into events. */
    String name();

    @Override
    void close();
}
