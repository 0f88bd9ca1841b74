package io.alpr.app.evaluate;

import io.alpr.vision.EditDistance;
import io.alpr.vision.Matching;
import io.alpr.vision.Plate;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.read.PlateReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums over the pictures of a set. For one thread. */
final class Tally {
    private static final double SURE = 0.9;

    /** Lower than a hit's, because places to be ignored are drawn by hand and roughly. */
    private static final double IGNORED_IOU_MIN = 0.3;

    private final List<Long> nanos = new ArrayList<>();
    private final List<EditDistance.Reading> readings = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private int labelled;
    private int unboxed;
    private int found;
    private int matched;
    private int legible;
    private int legibleMatched;

    /** A reading's confidence, and whether it was right. */
    private record Claim(double confidence, boolean right) {}

    void timed(long ns) {
        nanos.add(ns);
    }

    /**
     * Counts a picture.
     *
     * @param labels plates with a box
     * @param plates what was recognised
     * @param ignored where a find counts neither for nor against
     * @param texts of plates without a box: a find in such a picture may be one of them
     */
    void add(
            List<LabelledPlate> labels,
            List<Plate> plates,
            List<PixelBox> ignored,
            List<String> texts) {
        var truths = labels.stream().map(LabelledPlate::box).toList();
        var read =
                plates.stream()
                        .filter(plate -> plate.reading() instanceof PlateReading.Legible)
                        .toList();
        unboxed += texts.size();
        if (!texts.isEmpty()) {
            texts.forEach(text -> judge(text, closest(text, read)));
            return;
        }
        labelled += labels.size();
        int hits = Matching.of(truths, boxes(plates)).pairs().size();
        matched += hits;
        found += hits + strays(truths, plates, ignored);
        var matching = Matching.of(truths, boxes(read));
        legibleMatched += matching.pairs().size();
        legible += matching.pairs().size() + strays(truths, read, ignored);
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.get(i).text().isEmpty()) {
                var hit = matching.foundFor(i);
                judge(labels.get(i).text(), hit.isPresent() ? read.get(hit.getAsInt()) : null);
            }
        }
    }

    /** The reading that is most like a text. */
    private static @Nullable Plate closest(String text, List<Plate> read) {
        return read.stream()
                .min(
                        Comparator.comparingInt(
                                plate ->
                                        EditDistance.between(
                                                text(plate), LabelledPlate.folded(text))))
                .orElse(null);
    }

    private static String text(Plate plate) {
        return plate.reading() instanceof PlateReading.Legible legible
                ? LabelledPlate.folded(legible.text())
                : "";
    }

    /** Finds that hit neither a label nor a place to be ignored. */
    private static int strays(List<PixelBox> truths, List<Plate> plates, List<PixelBox> ignored) {
        var matching = Matching.of(truths, boxes(plates));
        var hit = matching.pairs().stream().map(Matching.Pair::found).toList();
        int strays = 0;
        for (int i = 0; i < plates.size(); i++) {
            var box = plates.get(i).detection().box();
            boolean excused = ignored.stream().anyMatch(b -> b.iou(box) >= IGNORED_IOU_MIN);
            strays += hit.contains(i) || excused ? 0 : 1;
        }
        return strays;
    }

    private void judge(String truth, @Nullable Plate plate) {
        String text = "";
        if (plate != null && plate.reading() instanceof PlateReading.Legible reading) {
            text = reading.text();
            claims.add(
                    new Claim(
                            reading.confidence(),
                            LabelledPlate.folded(text).equals(LabelledPlate.folded(truth))));
        }
        readings.add(new EditDistance.Reading(truth, text));
    }

    private Score.Certainty certainty() {
        var tenths = new ArrayList<Score.Tenth>();
        for (int tenth = 0; tenth < 10; tenth++) {
            int number = tenth;
            var those =
                    claims.stream()
                            .filter(c -> Math.min(9, (int) (10 * c.confidence())) == number)
                            .toList();
            tenths.add(new Score.Tenth(those.size(), those.stream().filter(Claim::right).count()));
        }
        var sure = claims.stream().filter(c -> c.confidence() >= SURE).toList();
        long rightSure = sure.stream().filter(Claim::right).count();
        long right = claims.stream().filter(Claim::right).count();
        return new Score.Certainty(share(rightSure, sure.size()), share(rightSure, right), tenths);
    }

    Score score(int images) {
        boolean silent = readings.isEmpty();
        return new Score(
                images,
                labelled + unboxed,
                detection(matched, found),
                detection(legibleMatched, legible),
                silent ? null : share(count(false), readings.size()),
                silent ? null : share(count(true), readings.size()),
                silent ? null : round(EditDistance.characterErrorRate(readings)),
                new Score.Milliseconds(milliseconds(0.5), milliseconds(0.95)),
                silent ? null : certainty());
    }

    private Score.Detection detection(int right, int given) {
        return labelled == 0 && unboxed > 0
                ? new Score.Detection(null, null)
                : new Score.Detection(share(right, labelled), share(right, given));
    }

    private long count(boolean folded) {
        return readings.stream()
                .filter(
                        r ->
                                folded
                                        ? LabelledPlate.folded(r.truth())
                                                .equals(LabelledPlate.folded(r.read()))
                                        : r.truth().equals(r.read()))
                .count();
    }

    private double milliseconds(double share) {
        var each = nanos.stream().map(Long::doubleValue).toList();
        return Math.round(Quantiles.of(each, share) / 1e5) / 10.0;
    }

    private static List<PixelBox> boxes(List<Plate> plates) {
        return plates.stream().map(plate -> plate.detection().box()).toList();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : round((double) part / whole);
    }

    private static double round(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
