package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A detector for single pictures: full-frame detection, then upscaled detection of the regions in
 * which that has low-confidence candidates, so that far plates are found beside near ones; of the
 * whole picture where it found nothing at all. Sliced inference (Akyon et al., SAHI, arXiv
 * 2202.06934) of the slices alone that are worth it. As safe to call from several threads as the
 * detector inside, which it closes.
 *
 * @param base detects at its own scales
 */
public record UpscalingDetector(BoxDetector base) implements PlateDetector {
    /** Regions of one picture at most. */
    private static final int REGIONS_MAX = 64;

    /**
     * Share of the picture's area that regions may have in all: beyond, all of it is cheaper, for
     * regions overlap.
     */
    private static final double AREA_MAX = 0.8;

    @Override
    public List<Detection> detect(Picture picture) {
        var usual = base.glance(picture, picture.bounds());
        if (!base.canUpscale(picture)) {
            return usual.plates();
        }
        if (usual.plates().isEmpty()) {
            return base.detectUpscaled(picture);
        }
        var regions = regions(picture, usual);
        long area = regions.stream().mapToLong(PixelBox::area).sum();
        return area > AREA_MAX * picture.bounds().area()
                ? with(usual.plates(), picture, List.of(picture.bounds()))
                : with(usual.plates(), picture, regions);
    }

    /** Around the likeliest candidates, best first; those that one region shows are one. */
    private static List<PixelBox> regions(Picture picture, Glance usual) {
        var regions = new ArrayList<PixelBox>();
        usual.doubts().stream()
                .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
                .map(Detection::box)
                .filter(box -> usual.plates().stream().noneMatch(p -> p.box().iou(box) > 0))
                .forEach(
                        box -> {
                            if (regions.size() < REGIONS_MAX
                                    && regions.stream().noneMatch(r -> r.contains(box))) {
                                regions.add(ExpandedRoi.of(box, 1.5, 1.5, 16, picture));
                            }
                        });
        return regions;
    }

    private List<Detection> with(List<Detection> plates, Picture picture, List<PixelBox> regions) {
        var all = new ArrayList<>(plates);
        for (var region : regions) {
            base.detectSmall(picture, region).stream()
                    .filter(small -> region.contains(small.box()))
                    .filter(small -> all.stream().noneMatch(p -> p.box().iou(small.box()) > 0))
                    .forEach(all::add);
        }
        all.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        return List.copyOf(all);
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
