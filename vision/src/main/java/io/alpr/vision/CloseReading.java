package io.alpr.vision;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.TurnedBox;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.Reframing;
import io.alpr.vision.read.Spot;
import io.alpr.vision.read.Tries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plates of one picture, each tried several times: with each margin as its box is, and where the
 * reader then knows that it leans, with every other margin upright, in two frames. All tries vote.
 */
record CloseReading(PlateReader reader, List<Double> margins) {

    List<PlateReading> read(Picture picture, List<PixelBox> boxes) {
        var tries = each(boxes.stream().map(box -> crops(picture, box)).toList());
        if (margins.size() > 1) {
            var reframed =
                    each(
                            IntStream.range(0, boxes.size())
                                    .mapToObj(i -> reframed(picture, boxes.get(i), tries.get(i)))
                                    .toList());
            IntStream.range(0, boxes.size()).forEach(i -> tries.get(i).addAll(reframed.get(i)));
        }
        return IntStream.range(0, boxes.size())
                .mapToObj(i -> Tries.joined(inBox(tries.get(i), picture, boxes.get(i))))
                .toList();
    }

    /**
     * The tries with their spots as shares of the box; without where a try is of a turned frame.
     */
    private List<PlateReading> inBox(List<PlateReading> tries, Picture picture, PixelBox box) {
        return IntStream.range(0, tries.size())
                .mapToObj(
                        i ->
                                !(tries.get(i) instanceof Legible legible)
                                        ? tries.get(i)
                                        : i < margins.size()
                                                ? inBox(
                                                        legible,
                                                        shown(picture, box, margins.get(i)),
                                                        box)
                                                : legible.at(List.of()))
                .toList();
    }

    private static PlateReading inBox(Legible legible, PixelBox crop, PixelBox box) {
        return legible.at(
                legible.spots().stream()
                        .map(
                                spot ->
                                        new Spot(
                                                within(
                                                        crop.x()
                                                                + spot.x() * crop.width()
                                                                - box.x(),
                                                        box.width()),
                                                within(
                                                        crop.y()
                                                                + spot.y() * crop.height()
                                                                - box.y(),
                                                        box.height())))
                        .toList());
    }

    private static double within(double at, int side) {
        return Math.clamp(at / side, 0, 1);
    }

    /** Reads the crops of all plates in one call. */
    private List<List<PlateReading>> each(List<List<RgbPicture>> crops) {
        var readings = reader.read(crops.stream().flatMap(List::stream).toList());
        var each = new ArrayList<List<PlateReading>>(crops.size());
        int from = 0;
        for (var plate : crops) {
            each.add(new ArrayList<>(readings.subList(from, from + plate.size())));
            from += plate.size();
        }
        return each;
    }

    private List<RgbPicture> crops(Picture picture, PixelBox box) {
        return margins.stream().map(margin -> picture.crop(shown(picture, box, margin))).toList();
    }

    private List<RgbPicture> reframed(Picture picture, PixelBox box, List<PlateReading> tries) {
        return IntStream.range(0, tries.size())
                .filter(i -> tries.get(i) instanceof Legible)
                .boxed()
                .max(Comparator.comparingDouble(i -> ((Legible) tries.get(i)).confidence()))
                .map(
                        i ->
                                otherwise(
                                        (Legible) tries.get(i),
                                        shown(picture, box, margins.get(i)),
                                        box))
                .orElse(List.of())
                .stream()
                .map(turned -> turned.cut(picture))
                .toList();
    }

    private List<TurnedBox> otherwise(Legible surest, PixelBox crop, PixelBox box) {
        return Reframing.of(surest, crop, box).stream()
                .flatMap(turned -> everyOther(margins).stream().map(turned::padded))
                .toList();
    }

    private static List<Double> everyOther(List<Double> all) {
        return IntStream.range(0, all.size()).filter(i -> i % 2 == 0).mapToObj(all::get).toList();
    }

    private static PixelBox shown(Picture picture, PixelBox box, double margin) {
        return box.padded(margin, picture.width(), picture.height());
    }
}
