package io.alpr.app.bench;

import io.alpr.app.bench.PictureKind.Shot;
import io.alpr.app.evaluate.LabelledPlate;
import io.alpr.app.evaluate.LabelledSet;
import io.alpr.vision.Engine;
import io.alpr.vision.Matching;
import io.alpr.vision.Plate;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading.Legible;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What an engine makes of nearer, farther and worse pictures of the plates of a labelled set. */
public final class SizesBench {
    private final Engine engine;
    private final Consumer<String> progress;

    /**
     * @param engine for single pictures; stays the caller's
     * @param progress told in words what is done
     */
    public SizesBench(Engine engine, Consumer<String> progress) {
        this.engine = engine;
        this.progress = progress;
    }

    /** Plates of one kind so far. */
    private static final class Count {
        private int plates;
        private int found;
        private int exact;
        private int folded;

        SizesReport.Kind kind(String name) {
            double all = Math.max(1, plates);
            return new SizesReport.Kind(name, plates, found / all, exact / all, folded / all);
        }
    }

    /** One picture of the set and its plates. */
    private record Source(Path file, List<LabelledPlate> plates) {}

    /**
     * Measures.
     *
     * @param set plates without a box or a text are left out
     * @param most plates at most, evenly over the set
     */
    public SizesReport measure(LabelledSet set, int most) {
        var sources = chosen(set, most);
        var kinds = PictureKind.all();
        var counts = kinds.stream().map(_ -> new Count()).toList();
        int done = 0;
        for (var source : sources) {
            progress.accept("%d of %d pictures".formatted(++done, sources.size()));
            var picture = Pictures.read(source.file());
            for (var plate : source.plates()) {
                for (int i = 0; i < kinds.size(); i++) {
                    count(kinds.get(i).of(clipped(picture, plate)), counts.get(i));
                }
            }
        }
        var figures = new ArrayList<SizesReport.Kind>();
        for (int i = 0; i < kinds.size(); i++) {
            figures.add(counts.get(i).kind(kinds.get(i).name()));
        }
        return new SizesReport(figures);
    }

    private static Shot clipped(RgbPicture picture, LabelledPlate plate) {
        var box = plate.box();
        var inside =
                PixelBox.clipped(
                        box.x(),
                        box.y(),
                        box.right(),
                        box.bottom(),
                        picture.width(),
                        picture.height());
        return new Shot(picture, new LabelledPlate(inside, plate.text()));
    }

    private static List<Source> chosen(LabelledSet set, int most) {
        var all =
                set.pictures().entrySet().stream()
                        .map(
                                entry ->
                                        new Source(
                                                entry.getKey(),
                                                entry.getValue().stream()
                                                        .filter(plate -> !plate.text().isEmpty())
                                                        .toList()))
                        .filter(source -> !source.plates().isEmpty())
                        .toList();
        int step = Math.max(1, Math.ceilDiv(all.size(), most));
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    private void count(Shot shot, Count count) {
        var plates = engine.recognize(shot.picture());
        var text = shot.plate().text();
        count.plates++;
        count.found += isFound(shot, plates) ? 1 : 0;
        count.exact += says(plates, text::equals) ? 1 : 0;
        var folded = LabelledPlate.folded(text);
        count.folded += says(plates, read -> LabelledPlate.folded(read).equals(folded)) ? 1 : 0;
    }

    private static boolean isFound(Shot shot, List<Plate> plates) {
        return plates.stream()
                .anyMatch(
                        plate ->
                                plate.detection().box().iou(shot.plate().box())
                                        >= Matching.IOU_MIN);
    }

    private static boolean says(List<Plate> plates, Predicate<String> text) {
        return plates.stream()
                .anyMatch(
                        plate ->
                                plate.reading() instanceof Legible legible
                                        && text.test(legible.text()));
    }
}
