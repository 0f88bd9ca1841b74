package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector whose model gives boxes: ours and the YOLO family. The picture is letterboxed with
 * grey into the input {@code [1, 3, height, width]}, RGB, 0 to 1; see {@link DetectorFormat} for
 * the output. It may look at several scales (an image pyramid): what they find is merged by {@link
 * DetectionMerger}.
 */
public final class BoxDetector implements PlateDetector {
    private static final float GREY = 114 / 255f;

    /** Share of the picture's longer side: wider plates are not too small for a usual look. */
    private static final double SMALL = 0.08;

    /** Of the way from the threshold to 1: closer looks find more that is none, seldom surely. */
    private static final double SURER = 0.3;

    /**
     * Of the threshold: 252 of 256 plates that a closer look at everything found had that much in
     * the usual look (docs/decisions/0009).
     */
    private static final double DOUBT = 0.25;

    /** Share of an upscaled input's longer side that a picture must have in pixels of its own. */
    private static final double UPSCALED_MIN = 0.4;

    /**
     * Share of the picture's longer side that is the least width at scales after the first: what is
     * smaller the first one boxes better.
     */
    private static final double COARSE_MIN = 0.2;

    private final Model model;
    private final DetectorFormat format;
    private final List<Look> looks;
    private final double threshold;
    private final double trace;
    private final DetectionMerger merger;

    /**
     * @param model closed by this detector
     * @param looks the scales, at least one; the first is the one that {@link #detectSmall} doubles
     * @param threshold lowest confidence of a plate, 0 to 1
     * @param iouMax intersection over union above which the weaker of two plates goes, 0 to 1
     */
    public BoxDetector(
            Model model, DetectorFormat format, List<Look> looks, double threshold, double iouMax) {
        this(model, format, looks, threshold, threshold, new DetectionMerger(iouMax));
    }

    private BoxDetector(
            Model model,
            DetectorFormat format,
            List<Look> looks,
            double threshold,
            double trace,
            DetectionMerger merger) {
        this.model = model;
        this.format = format;
        this.looks = List.copyOf(looks);
        this.threshold = threshold;
        this.trace = trace;
        this.merger = merger;
        if (looks.isEmpty()) {
            throw new IllegalArgumentException(
                    "Detector %s needs one look or more".formatted(model.name()));
        }
    }

    /**
     * The same detector, which also gives what is too faint to be a plate by itself, for those who
     * follow plates over frames.
     *
     * @param lowest confidence that is given, 0 to the threshold
     */
    public BoxDetector withTraces(double lowest) {
        if (!(lowest >= 0 && lowest <= threshold)) {
            throw new IllegalArgumentException(
                    "Traces of plates must have 0 to %s, the threshold of %s, got: %s"
                            .formatted(threshold, model.name(), lowest));
        }
        return new BoxDetector(model, format, looks, threshold, lowest, merger);
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public List<Detection> detect(Picture picture) {
        return detect(picture, picture.bounds());
    }

    @Override
    public List<Detection> detect(Picture picture, PixelBox region) {
        return glance(picture, region).plates();
    }

    @Override
    public Glance glance(Picture picture, PixelBox region) {
        var letterboxes = looks.stream().map(look -> letterbox(picture, region, look)).toList();
        var all = found(picture, letterboxes, DOUBT * threshold);
        int plates = (int) all.stream().filter(one -> one.confidence() >= trace).count();
        return new Glance(all.subList(0, plates), all.subList(plates, all.size()));
    }

    /** Best first. */
    private List<Detection> found(Picture picture, List<Letterbox> letterboxes, double lowest) {
        double coarse = COARSE_MIN * Math.max(picture.width(), picture.height());
        var candidates = new ArrayList<>(look(picture, letterboxes.getFirst(), lowest));
        for (var letterbox : letterboxes.subList(1, letterboxes.size())) {
            look(picture, letterbox, lowest).stream()
                    .filter(box -> box.width() >= coarse)
                    .forEach(candidates::add);
        }
        return merger.merged(candidates).stream()
                .map(box -> new Detection(letterboxes.getFirst().clipped(box), box.score()))
                .toList();
    }

    /** Where the model takes any size. */
    @Override
    public List<Detection> detectSmall(Picture picture, PixelBox region) {
        return looks.getFirst() instanceof Look.Snug
                ? glanceUpscaled(picture, region, 2).plates()
                : List.of();
    }

    /**
     * What there is in a region at several times the first scale: plates too small for that alone,
     * and surely such, and candidates that are too faint.
     *
     * @param times 2 or more
     */
    Glance glanceUpscaled(Picture picture, PixelBox region, int times) {
        double sure = threshold + SURER * (1 - threshold);
        double widest = 2 * SMALL / times * Math.max(picture.width(), picture.height());
        var all = upscaled(picture, region, times, DOUBT * threshold);
        return new Glance(
                all.stream()
                        .filter(one -> one.confidence() >= sure && one.box().width() <= widest)
                        .toList(),
                all.stream().filter(one -> one.confidence() < sure).toList());
    }

    /** Plates of any size in a picture at several times the first scale, and fainter ones. */
    Glance glanceUpscaled(Picture picture, int times) {
        var all = upscaled(picture, picture.bounds(), times, DOUBT * threshold);
        return new Glance(
                all.stream().filter(one -> one.confidence() >= threshold).toList(),
                all.stream().filter(one -> one.confidence() < threshold).toList());
    }

    private List<Detection> upscaled(Picture picture, PixelBox region, int times, double lowest) {
        var closer = ((Look.Snug) looks.getFirst()).times(times);
        return found(picture, List.of(letterbox(picture, region, closer)), lowest);
    }

    /** Whether a picture has the pixels for several times the first scale. */
    boolean canUpscale(Picture picture, int times) {
        return looks.getFirst() instanceof Look.Snug snug
                && Math.max(picture.width(), picture.height())
                        > UPSCALED_MIN * times * snug.longSide();
    }

    @Override
    public boolean isQuickerForRegions() {
        return looks.stream().allMatch(Look.Snug.class::isInstance);
    }

    private static Letterbox letterbox(Picture picture, PixelBox region, Look look) {
        return switch (look) {
            case Look.Fixed fixed -> Letterbox.centred(picture, fixed.input());
            case Look.Snug snug -> Letterbox.snug(picture, region, snug.longSide(), snug.step());
        };
    }

    /** What one look finds, as boxes of the picture. */
    private List<Candidate> look(Picture picture, Letterbox letterbox, double lowest) {
        var outputs = model.run(letterbox.tensor(picture, Colour.RGB, Normalisation.UNIT, GREY));
        if (!(outputs.values().iterator().next() instanceof Tensor.Floats output)) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        try {
            return format.decoder().decode(output, lowest).stream().map(letterbox::back).toList();
        } catch (IllegalArgumentException e) {
            throw new ModelFailure(model.name(), String.valueOf(e.getMessage()));
        }
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
