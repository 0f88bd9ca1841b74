package io.alpr.vision;

import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector and the reader that goes with it: a picture in, plates out. Safe to call from several
 * threads, because both parts are; closes both.
 *
 * @param detector finds the plates
 * @param reader reads them
 */
public record Engine(PlateDetector detector, PlateReader reader) implements AutoCloseable {

    /** Every plate found, read or not, in the detector's order. */
    public List<Plate> recognize(Picture picture) {
        var detections = detector.detect(picture);
        var crops = new ArrayList<RgbPicture>(detections.size());
        for (var detection : detections) {
            crops.add(cut(picture, detection.box()));
        }
        var readings = reader.read(crops);
        var plates = new ArrayList<Plate>(detections.size());
        for (int i = 0; i < readings.size(); i++) {
            plates.add(new Plate(detections.get(i), readings.get(i)));
        }
        return List.copyOf(plates);
    }

    /** The crop that the reader wants for a box of this picture. */
    public RgbPicture cut(Picture picture, io.alpr.vision.image.PixelBox box) {
        return picture.crop(
                box.grown(reader.margin(), reader.margin(), picture.width(), picture.height()));
    }

    @Override
    public void close() {
        detector.close();
        reader.close();
    }
}
