package io.alpr.vision.read;

import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.PictureTensors;
import io.alpr.vision.onnx.Port;
import io.alpr.vision.onnx.Tensor;
import io.alpr.vision.read.PlateReading.Legible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads with models of a fixed number of slots, ours and fast-plate-ocr's: crops stretched to the
 * input {@code [plates, height, width, channels]}, unsigned bytes; output as in {@link
 * SlotsDecoder}, perhaps a second one as in {@link RegionDecoder}, and perhaps a third, {@code
 * spots}, {@code [plates, slots, 2]}: where each slot looks, x and y as shares of the crop.
 */
public final class SlotsReader implements PlateReader {
    /** Name of the output that says where each slot looks. */
    private static final String SPOTS = "spots";

    /** Plates of one call at most, which bounds its memory. */
    private static final int BATCH_MAX = 16;

    private final Model model;
    private final SlotsFormat format;
    private final SlotsDecoder decoder;
    private final RegionDecoder regions;
    private final PlateRules rules;
    private final Margins margins;
    private final Optional<? extends PatternShares> patterns;
    private final int batch;

    /**
     * How much around a box is shown.
     *
     * @param usual see {@link PlateReader#margin()}
     * @param tries see {@link PlateReader#tries()}
     */
    public record Margins(double usual, List<Double> tries) {
        public Margins {
            tries = List.copyOf(tries);
        }
    }

    /**
     * @param model closed by this reader
     * @param threshold lowest mean score of a reading, 0 to 1
     */
    public SlotsReader(Model model, SlotsFormat format, double threshold, Margins margins) {
        this(model, format, PlateRules.platesOnly(threshold), margins, Optional.empty());
    }

    private SlotsReader(
            Model model,
            SlotsFormat format,
            PlateRules rules,
            Margins margins,
            Optional<? extends PatternShares> patterns) {
        this.model = model;
        this.format = format;
        this.decoder = new SlotsDecoder(format.alphabet(), format.pad());
        this.regions = new RegionDecoder(format.regions());
        this.rules = rules;
        this.margins = margins;
        this.patterns = patterns;
        var shape = model.inputs().getFirst().shape();
        boolean any = !shape.isEmpty() && shape.getFirst() == Port.ANY;
        this.batch = any ? BATCH_MAX : 1;
    }

    @Override
    public List<PlateReading> read(List<RgbPicture> crops) {
        var readings = new ArrayList<PlateReading>(crops.size());
        for (int from = 0; from < crops.size(); from += batch) {
            int to = Math.min(crops.size(), from + batch);
            readings.addAll(batch(crops.subList(from, to)));
        }
        return readings;
    }

    private List<PlateReading> batch(List<RgbPicture> crops) {
        int width = format.input().width();
        int height = format.input().height();
        var scaled = crops.stream().map(crop -> crop.scaled(crop.bounds(), width, height)).toList();
        var outputs = model.run(PictureTensors.interleaved(scaled, format.colour()));
        var floats = floats(outputs);
        var region = floats.stream().filter(regions::fits).findFirst();
        var slots =
                floats.stream()
                        .filter(o -> decoder.fits(o) && !regions.fits(o))
                        .findFirst()
                        .orElse(floats.getFirst());
        try {
            var texts = texts(slots, region, crops.size());
            var spots = spots(slots, outputs);
            var readings = new ArrayList<PlateReading>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                int plate = i;
                var code =
                        region.map(o -> regions.decode(o, plate))
                                .orElse(PlateReading.UNKNOWN_REGION);
                var reading = rules.judge(texts.get(i), code);
                readings.add(
                        reading instanceof Legible legible && !spots.isEmpty()
                                ? legible.at(spots.get(i))
                                : reading);
            }
            return readings;
        } catch (IllegalArgumentException e) {
            throw new ModelFailure(model.name(), String.valueOf(e.getMessage()));
        }
    }

    /** Of each plate where its characters are; none where the model does not say. */
    private List<List<Spot>> spots(Tensor.Floats slots, Map<String, Tensor> outputs) {
        return outputs.get(SPOTS) instanceof Tensor.Floats spots
                ? decoder.spots(slots, spots)
                : List.of();
    }

    private List<ReadText> texts(Tensor.Floats slots, Optional<Tensor.Floats> region, int plates) {
        if (patterns.isEmpty() || region.isEmpty()) {
            return decoder.decode(slots);
        }
        var output = region.get();
        var shares = IntStream.range(0, plates).mapToObj(i -> regions.shares(output, i)).toList();
        return decoder.decode(slots, shares, patterns.get());
    }

    private List<Tensor.Floats> floats(Map<String, Tensor> outputs) {
        var floats =
                outputs.values().stream()
                        .filter(Tensor.Floats.class::isInstance)
                        .map(Tensor.Floats.class::cast)
                        .toList();
        if (floats.isEmpty()) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        return floats;
    }

    @Override
    public double margin() {
        return margins.usual();
    }

    @Override
    public List<Double> tries() {
        return margins.tries();
    }

    /** Goes by the format's patterns of letters and digits, where it has any. */
    @Override
    public PlateReader once() {
        return new SlotsReader(model, format, rules, margins, format.patterns());
    }

    @Override
    public PlateReader once(SeenPatterns seen) {
        var patterns = format.patterns().map(seen::beside);
        return new SlotsReader(model, format, rules, margins, patterns);
    }

    @Override
    public double commonness(String text, String region) {
        var certain = Map.of(region, 1.0);
        return patterns.map(shares -> shares.share(certain, Patterns.of(text))).orElse(1.0);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void close() {
        model.close();
    }
}
