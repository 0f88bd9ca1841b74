package io.alpr.pilot;

import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.Glance;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Finds and reads the plates of {@link BarStreet} from their pixels, and counts its work. */
public final class BarEngine {
    /** Between the road's brightness and a grey bar's. */
    private static final int PLATE = 90;

    /** Between a grey bar's brightness and a light one's. */
    private static final int LIGHT = 180;

    /** Share of a plate's sides that is shown around it in close reads. */
    private static final double AROUND = 0.25;

    private static final double SURE = 0.9;

    private static final int PIXELS_MIN = 600;
    private static final int PIXELS_MIN_CLOSER = 150;
    private static final int PIXELS_MIN_DOUBT = 60;

    private final AtomicInteger closerLooks = new AtomicInteger();
    private final AtomicInteger detections = new AtomicInteger();
    private final AtomicLong pixels = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    /** An engine that reads what stands there. */
    public Engine engine() {
        return engine(read -> "");
    }

    /**
     * An engine that lies now and then.
     *
     * @param lies what to answer instead at the read of this number, counted from 0; empty for the
     *     truth
     */
    public Engine engine(IntFunction<String> lies) {
        return engine(lies, PlateReading.UNKNOWN_REGION);
    }

    /**
     * An engine that lies now and then, and tells a region.
     *
     * @param lies see {@link #engine(IntFunction)}
     * @param region of every plate
     */
    public Engine engine(IntFunction<String> lies, String region) {
        return new Engine(new Finder(SURE, 0), new Reader(lies, region, List.of(0.0)));
    }

    /**
     * An engine that is less sure of plates than its detector's threshold of 0.5.
     *
     * @param confidence of every plate, 0 to 1
     */
    public Engine engineThatSeesFaintly(double confidence) {
        var usual = engine();
        return new Engine(new Finder(confidence, 0.5), usual.reader());
    }

    /**
     * An engine that never lies where it sees the road around a plate, as it does when it reads
     * closely and not in usual reads.
     *
     * @param lies see {@link #engine(IntFunction)}
     */
    public Engine engineThatReadsClosely(IntFunction<String> lies) {
        var tries = List.of(0.0, AROUND, AROUND);
        return new Engine(
                new Finder(SURE, 0), new Reader(lies, PlateReading.UNKNOWN_REGION, tries));
    }

    /** Looks of the detector, at pictures or regions. */
    public int detections() {
        return detections.get();
    }

    /** Looks of the detector for small plates. */
    public int closerLooks() {
        return closerLooks.get();
    }

    /** Pixels that the detector looked at. */
    public long pixels() {
        return pixels.get();
    }

    /** Crops that the reader read. */
    public int reads() {
        return reads.get();
    }

    private final class Finder implements PlateDetector {
        private final double confidence;
        private final double threshold;

        private Finder(double confidence, double threshold) {
            this.confidence = confidence;
            this.threshold = threshold;
        }

        @Override
        public boolean isQuickerForRegions() {
            return true;
        }

        @Override
        public double threshold() {
            return threshold;
        }

        @Override
        public List<Detection> detect(Picture picture) {
            return detect(picture, picture.bounds());
        }

        /** It sees what a region shows of a plate, and no more. */
        @Override
        public List<Detection> detect(Picture picture, PixelBox region) {
            detections.incrementAndGet();
            pixels.addAndGet(region.area());
            return found(picture, region, PIXELS_MIN);
        }

        @Override
        public Glance glance(Picture picture, PixelBox region) {
            var plates = detect(picture, region);
            var doubts =
                    found(picture, region, PIXELS_MIN_DOUBT).stream()
                            .filter(spot -> !plates.contains(spot))
                            .map(spot -> new Detection(spot.box(), spot.box().area() / 1e4))
                            .toList();
            return new Glance(plates, doubts);
        }

        @Override
        public List<Detection> detectSmall(Picture picture, PixelBox region) {
            closerLooks.incrementAndGet();
            return found(picture, region, PIXELS_MIN_CLOSER);
        }

        private List<Detection> found(Picture picture, PixelBox region, int least) {
            return found(picture.crop(region), least).stream()
                    .map(plate -> new Detection(moved(plate.box(), region), plate.confidence()))
                    .toList();
        }

        private static PixelBox moved(PixelBox box, PixelBox region) {
            return new PixelBox(
                    region.x() + box.x(), region.y() + box.y(), box.width(), box.height());
        }

        private List<Detection> found(RgbPicture rgb, int least) {
            var seen = new BitSet();
            var found = new ArrayList<Detection>();
            for (int at = 0; at < rgb.width() * rgb.height(); at++) {
                if (!seen.get(at) && brightness(rgb, at) > PLATE) {
                    spread(rgb, at, seen, least, found);
                }
            }
            return found;
        }

        private void spread(
                RgbPicture rgb, int start, BitSet seen, int least, List<Detection> found) {
            int width = rgb.width();
            int left = width;
            int right = 0;
            int top = rgb.height();
            int bottom = 0;
            int pixels = 0;
            var open = new ArrayDeque<Integer>(List.of(start));
            seen.set(start);
            while (!open.isEmpty()) {
                int at = open.pop();
                int x = at % width;
                int y = at / width;
                pixels++;
                left = Math.min(left, x);
                right = Math.max(right, x + 1);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y + 1);
                for (int next : new int[] {at - 1, at + 1, at - width, at + width}) {
                    if (next >= 0
                            && next < width * rgb.height()
                            && !seen.get(next)
                            && brightness(rgb, next) > PLATE) {
                        seen.set(next);
                        open.push(next);
                    }
                }
            }
            if (pixels >= least) {
                found.add(
                        new Detection(
                                new PixelBox(left, top, right - left, bottom - top), confidence));
            }
        }

        @Override
        public String name() {
            return "bar-finder";
        }

        @Override
        public void close() {}
    }

    private final class Reader implements PlateReader {
        private final IntFunction<String> lies;
        private final String region;
        private final List<Double> tries;

        private Reader(IntFunction<String> lies, String region, List<Double> tries) {
            this.lies = lies;
            this.region = region;
            this.tries = tries;
        }

        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return crops.stream().map(this::read).toList();
        }

        private PlateReading read(RgbPicture crop) {
            var lie = lies.apply(reads.getAndIncrement());
            if (tries.size() > 1 && brightness(crop, 0) < PLATE) {
                return legible(BarStreet.textOf(code(inner(crop))));
            }
            if (lie.equals("?")) {
                return new PlateReading.Illegible(PlateReading.Refusal.UNCERTAIN);
            }
            return legible(lie.isEmpty() ? BarStreet.textOf(code(crop)) : lie);
        }

        private PlateReading legible(String text) {
            return new PlateReading.Legible(text, Collections.nCopies(text.length(), 0.9), region);
        }

        private static RgbPicture inner(RgbPicture crop) {
            double around = AROUND / (1 + 2 * AROUND);
            return crop.crop(crop.bounds().padded(-around, crop.width(), crop.height()));
        }

        private static int code(RgbPicture crop) {
            int code = 0;
            for (int bar = 0; bar < BarStreet.BARS; bar++) {
                int x = (2 * bar + 1) * crop.width() / (2 * BarStreet.BARS);
                int at = crop.height() / 2 * crop.width() + x;
                code |= (brightness(crop, at) > LIGHT ? 1 : 0) << bar;
            }
            return code;
        }

        @Override
        public double margin() {
            return 0;
        }

        @Override
        public List<Double> tries() {
            return tries;
        }

        @Override
        public String name() {
            return "bar-reader";
        }

        @Override
        public void close() {}
    }

    private static int brightness(RgbPicture rgb, int at) {
        return rgb.rgb()[3 * at + 1] & 255;
    }
}
