package io.alpr.app.evaluate;

import io.alpr.vision.Engine;
import io.alpr.vision.Plate;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Runs an engine over a labelled set, one picture after the other, and counts. For one thread. */
public final class Evaluator {
    private final Engine engine;
    private final Boxes boxes;
    private final BiConsumer<Integer, Path> progress;

    /** Which boxes the reader is given. */
    public enum Boxes {
        /** The detector's: the whole way, as users get it. */
        FOUND,
        /** The labels': the reader alone. */
        TRUTH
    }

    /**
     * @param engine not closed here
     * @param boxes which boxes are read
     * @param progress told the number of pictures done and the one that was
     */
    public Evaluator(Engine engine, Boxes boxes, BiConsumer<Integer, Path> progress) {
        this.engine = engine;
        this.boxes = boxes;
        this.progress = progress;
    }

    /**
     * Looks at every picture of the set.
     *
     * @throws io.alpr.vision.image.UnreadablePicture when a labelled picture is missing or damaged,
     *     since a figure over fewer pictures than the set has would be another figure
     */
    public Score run(LabelledSet set) {
        var tally = new Tally();
        warmUp(set);
        int done = 0;
        for (Map.Entry<Path, List<LabelledPlate>> entry : set.pictures().entrySet()) {
            var picture = Pictures.read(entry.getKey());
            var labels = clipped(entry.getValue(), picture);
            long begun = System.nanoTime();
            var plates =
                    boxes == Boxes.FOUND ? engine.recognize(picture) : readTruth(picture, labels);
            tally.timed(System.nanoTime() - begun);
            var texts = set.texts().getOrDefault(entry.getKey(), List.of());
            tally.add(labels, plates, set.ignored().getOrDefault(entry.getKey(), List.of()), texts);
            progress.accept(++done, entry.getKey());
        }
        return tally.score(set.pictures().size());
    }

    /** The first run pays for what later ones do not: it is not timed. */
    private void warmUp(LabelledSet set) {
        set.pictures().keySet().stream()
                .findFirst()
                .ifPresent(file -> engine.recognize(Pictures.read(file)));
    }

    private List<Plate> readTruth(Picture picture, List<LabelledPlate> labels) {
        var readings = engine.read(picture, labels.stream().map(LabelledPlate::box).toList());
        var plates = new ArrayList<Plate>();
        for (int i = 0; i < labels.size(); i++) {
            plates.add(new Plate(new Detection(labels.get(i).box(), 1), readings.get(i)));
        }
        return plates;
    }

    private static List<LabelledPlate> clipped(List<LabelledPlate> labels, Picture picture) {
        return labels.stream()
                .map(label -> new LabelledPlate(clipped(label.box(), picture), label.text()))
                .toList();
    }

    private static PixelBox clipped(PixelBox box, Picture picture) {
        return PixelBox.clipped(
                box.x(), box.y(), box.right(), box.bottom(), picture.width(), picture.height());
    }
}
