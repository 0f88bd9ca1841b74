package io.alpr.vision;

import io.alpr.vision.image.Annotation;
import io.alpr.vision.image.Drawing;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the built-in engine on a labelled folder ({@code images/} and {@code labels.csv} of
 * {@code image,x,y,w,h,text}). Arguments: the folder, {@code STILL} or {@code VIDEO}, and
 * optionally a folder for annotated pictures.
 */
public final class BenchmarkBuiltInEngine {
    private int plates;
    private int found;
    private int matched;
    private int legible;
    private int legibleMatched;
    private int exact;
    private int folded;
    private int boxExact;
    private final List<Double> millis = new ArrayList<>();
    private final List<EditDistance.Reading> readings = new ArrayList<>();

    private BenchmarkBuiltInEngine() {}

    /** One row of {@code labels.csv}. */
    record Label(PixelBox box, String text) {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        var benchmark = new BenchmarkBuiltInEngine();
        try (var engine = Engines.builtIn(Purpose.valueOf(args[1]))) {
            for (var entry : labels(folder).entrySet()) {
                var picture = Pictures.read(folder.resolve("images").resolve(entry.getKey()));
                var seen = benchmark.measure(engine, entry.getKey(), picture, entry.getValue());
                if (args.length > 2) {
                    annotate(Path.of(args[2]), entry.getKey(), picture, seen);
                }
            }
        }
        benchmark.report(System.out);
    }

    private List<Plate> measure(
            Engine engine, String name, RgbPicture picture, List<Label> labels) {
        long start = System.nanoTime();
        var seen = engine.recognize(picture);
        millis.add((System.nanoTime() - start) / 1e6);
        plates += labels.size();
        found += seen.size();
        legible += (int) seen.stream().filter(p -> !text(p.reading()).isEmpty()).count();
        var boxes = labels.stream().map(Label::box).toList();
        var matching = Matching.of(boxes, seen.stream().map(p -> p.detection().box()).toList());
        for (int i = 0; i < labels.size(); i++) {
            var hit = matching.foundFor(i);
            String text = hit.isPresent() ? text(seen.get(hit.getAsInt()).reading()) : "";
            matched += hit.isPresent() ? 1 : 0;
            legibleMatched += text.isEmpty() ? 0 : 1;
            score(labels.get(i).text(), text);
            var truth = engine.reader().read(List.of(engine.cut(picture, boxes.get(i))));
            boxExact += text(truth.getFirst()).equals(labels.get(i).text()) ? 1 : 0;
            System.err.printf(
                    "%s truth=%s read=%s ontruth=%s hit=%s all=%s%n",
                    name, labels.get(i), text, truth.getFirst(), hit.isPresent(), seen);
        }
        return seen;
    }

    private void score(String truth, String text) {
        exact += text.equals(truth) ? 1 : 0;
        folded += fold(text).equals(fold(truth)) ? 1 : 0;
        readings.add(new EditDistance.Reading(truth, text));
    }

    private static String fold(String text) {
        return text.replace('O', '0').replace('I', '1');
    }

    private static String text(PlateReading reading) {
        return reading instanceof PlateReading.Legible legible ? legible.text() : "";
    }

    private void report(PrintStream out) {
        millis.sort(Double::compare);
        out.printf(
                "plates=%d recall=%.3f precision=%.3f legible_recall=%.3f legible_precision=%.3f"
                        + " exact=%.3f folded=%.3f on_true_boxes=%.3f cer=%.3f p50=%.0fms p95=%.0fms%n",
                plates,
                (double) matched / plates,
                (double) matched / found,
                (double) legibleMatched / plates,
                (double) legibleMatched / legible,
                (double) exact / plates,
                (double) folded / plates,
                (double) boxExact / plates,
                readings.stream().allMatch(r -> r.truth().isEmpty())
                        ? Double.NaN
                        : EditDistance.characterErrorRate(readings),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100));
    }

    private static void annotate(Path folder, String name, RgbPicture picture, List<Plate> seen)
            throws IOException {
        var annotations = new ArrayList<Annotation>();
        for (var plate : seen) {
            String label =
                    switch (plate.reading()) {
                        case PlateReading.Legible legible ->
                                "%s %.2f".formatted(legible.text(), legible.confidence());
                        case PlateReading.Illegible illegible -> illegible.refusal().name();
                    };
            annotations.add(new Annotation(plate.detection().box(), label));
        }
        Files.createDirectories(folder);
        var drawn = Drawing.annotate(picture, annotations);
        Files.write(folder.resolve(name + ".jpg"), Jpeg.encode(drawn, 0.8));
    }

    static Map<String, List<Label>> labels(Path folder) throws IOException {
        var labels = new LinkedHashMap<String, List<Label>>();
        var lines = Files.readAllLines(folder.resolve("labels.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double x = Double.parseDouble(cells[1]);
            double y = Double.parseDouble(cells[2]);
            var box =
                    new PixelBox(
                            (int) Math.max(0, x),
                            (int) Math.max(0, y),
                            (int) Math.ceil(Double.parseDouble(cells[3])),
                            (int) Math.ceil(Double.parseDouble(cells[4])));
            labels.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(new Label(box, cells[5]));
        }
        return labels;
    }
}
