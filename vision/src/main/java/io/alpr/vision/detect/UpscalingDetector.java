package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A detector for single pictures: full-frame detection, then detection at twice and four times the
 * scale of the regions in which that has low-confidence candidates, so that far plates are found
 * beside near ones; of the whole picture where nothing was found at all. Sliced inference (Akyon et
 * al., SAHI, arXiv 2202.06934) of the slices alone that are worth it. As safe to call from several
 * threads as the detector inside, which it closes.
 *
 * @param base detects at its own scales
 */
public record UpscalingDetector(BoxDetector base) implements PlateDetector {
    private static final int TIMES_MAX = 4;

    /** Regions of one picture and one scale at most. */
    private static final int REGIONS_MAX = 64;

    /**
     * Parts of the picture's longer side that a region reaches to each side, at twice the scale.
     */
    private static final double PARTS = 16;

    /** Of the threshold: candidates above it are looked at closer whatever that costs. */
    private static final double LIKELY = 0.5;

    /**
     * Share of the picture's area beyond which no region is for a less likely one, at twice the
     * scale.
     */
    private static final double UNLIKELY_AREA_MAX = 0.15;

    /** Share of the picture's area that regions may have in all: beyond, all of it is cheaper. */
    private static final double AREA_MAX = 0.8;

    @Override
    public List<Detection> detect(Picture picture) {
        var usual = base.glance(picture, picture.bounds());
        var plates = new ArrayList<>(usual.plates());
        var faint = usual.doubts();
        for (int times = 2; times <= TIMES_MAX && base.canUpscale(picture, times); times *= 2) {
            if (plates.isEmpty() && times == 2) {
                var whole = base.glanceUpscaled(picture, times);
                plates.addAll(whole.plates());
                faint = whole.doubts();
            } else {
                faint = beside(plates, picture, regions(picture, faint, plates, times), times);
            }
        }
        plates.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        return List.copyOf(plates);
    }

    /** Around the likeliest candidates, best first; those that one region shows are one. */
    private List<PixelBox> regions(
            Picture picture, List<Detection> faint, List<Detection> plates, int times) {
        var regions = new ArrayList<PixelBox>();
        // A part of the picture costs four times as much at twice the scale.
        double unlikelyMax = UNLIKELY_AREA_MAX * 4 / (times * times);
        double taken = 0;
        for (var candidate : faint) {
            var box = candidate.box();
            boolean likely = candidate.confidence() >= LIKELY * base.threshold();
            if (regions.size() < REGIONS_MAX
                    && (likely || taken < unlikelyMax)
                    && isApart(box, plates)
                    && regions.stream().noneMatch(region -> region.contains(box))) {
                var region = ExpandedRoi.of(box, 1.5, 1.5, PARTS * times / 2, picture);
                regions.add(region);
                taken += (double) region.area() / picture.bounds().area();
            }
        }
        return taken > AREA_MAX ? List.of(picture.bounds()) : regions;
    }

    private static boolean isApart(PixelBox box, List<Detection> plates) {
        return plates.stream().noneMatch(plate -> plate.box().iou(box) > 0);
    }

    /** Adds what regions show beside the plates, and gives what stays faint. */
    private List<Detection> beside(
            List<Detection> plates, Picture picture, List<PixelBox> regions, int times) {
        var faint = new ArrayList<Detection>();
        for (var region : regions) {
            var closer = base.glanceUpscaled(picture, region, times);
            closer.plates().stream()
                    .filter(small -> region.contains(small.box()))
                    .filter(small -> isApart(small.box(), plates))
                    .forEach(plates::add);
            faint.addAll(closer.doubts());
        }
        faint.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        return faint;
    }

    @Override
    public List<Detection> detect(Picture picture, PixelBox region) {
        return base.detect(picture, region);
    }

    @Override
    public Glance glance(Picture picture, PixelBox region) {
        return base.glance(picture, region);
    }

    @Override
    public List<Detection> detectSmall(Picture picture, PixelBox region) {
        return base.detectSmall(picture, region);
    }

    @Override
    public double threshold() {
        return base.threshold();
    }

    @Override
    public boolean isQuickerForRegions() {
        return base.isQuickerForRegions();
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public void close() {
        base.close();
    }
}
