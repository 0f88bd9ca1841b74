package io.alpr.pilot.evidence;

import io.alpr.events.PictureKind;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.read.PlateReading.Legible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds a plate that was read in one stream in the frames of another. What is found counts only if
 * it reads the very same again: the pictures of an event are its proof, and a wrong one is worse
 * than a coarse one. Safe for several threads.
 *
 * @param engine with which plates are found and read
 * @param encoder makes the pictures
 * @param wholeFrame whether the whole frame is among them
 */
record SecondLook(Engine engine, PictureEncoder encoder, boolean wholeFrame) {
    private record Read(PixelBox box, Legible reading) {}

    /**
     * The first frame that shows the plate wins.
     *
     * @param frames of the stream, the nearest first
     */
    Finding in(List<Frame> frames, Sought plate) {
        if (frames.isEmpty()) {
            return new Finding.Nothing(Finding.Reason.NO_FRAME);
        }
        boolean others = false;
        for (var frame : frames) {
            var reads = reads(frame.picture(), plate);
            var same = same(reads, plate, frame.picture());
            if (same.isPresent()) {
                return new Finding.SamePlate(picture(frame, same.get()));
            }
            others |= !reads.isEmpty();
        }
        return new Finding.Nothing(others ? Finding.Reason.OTHER_PLATE : Finding.Reason.UNREADABLE);
    }

    private List<Read> reads(YuvPicture picture, Sought plate) {
        var region = YuvCut.even(plate.near(size(picture)));
        var boxes =
                engine.detector().detect(YuvCut.of(picture, region)).stream()
                        .map(found -> moved(found.box(), region))
                        .toList();
        var readings = engine.read(picture, boxes);
        var reads = new ArrayList<Read>();
        for (int i = 0; i < boxes.size(); i++) {
            if (readings.get(i) instanceof Legible legible) {
                reads.add(new Read(boxes.get(i), legible));
            }
        }
        return reads;
    }

    private static PixelBox moved(PixelBox box, PixelBox region) {
        return new PixelBox(region.x() + box.x(), region.y() + box.y(), box.width(), box.height());
    }

    private static Optional<Read> same(List<Read> reads, Sought plate, YuvPicture picture) {
        var expected = plate.in(size(picture));
        return reads.stream()
                .filter(read -> read.reading().text().equals(plate.text()))
                .min(Comparator.comparingDouble(read -> distance(read.box(), expected)));
    }

    private static double distance(PixelBox box, PixelBox other) {
        return Math.hypot(
                box.x() + box.right() - other.x() - other.right(),
                box.y() + box.bottom() - other.y() - other.bottom());
    }

    private SecondPicture picture(Frame frame, Read read) {
        var picture = frame.picture();
        var jpegs = new ArrayList<>(Cutout.of(picture, read.box()).encoded(encoder));
        if (wholeFrame) {
            jpegs.add(encoder.encode(PictureKind.FRAME, picture.crop(picture.bounds())));
        }
        double quality = CropQuality.of(engine.cut(picture, read.box()), read.box());
        return new SecondPicture(
                read.box(), frame.number(), quality, read.reading().confidence() * quality, jpegs);
    }

    private static PixelSize size(YuvPicture picture) {
        return new PixelSize(picture.width(), picture.height());
    }
}
