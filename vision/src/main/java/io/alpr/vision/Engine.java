package io.alpr.vision;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.SeenPatterns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A detector and the reader that goes with it: a picture in, plates out. Safe to call from several
 * threads, because both parts are; closes both.
 *
 * @param detector finds the plates
 * @param reader reads them
 * @param margins how much around a box is shown to the reader, one try for each, as shares of the
 *     box's width and height on each side, -0.2 to 1; at least one
 */
public record Engine(PlateDetector detector, PlateReader reader, List<Double> margins)
        implements AutoCloseable {
    private static final double MARGIN_MIN = -0.2;
    private static final double MARGIN_MAX = 1;

    /** Of the way from the detector's threshold to 1: docs/models/README.md says why. */
    private static final double HARDLY_SURE = 0.24;

    /** Confidence that a picture must be read with where no plate was found in it. */
    private static final double WHOLE_READ = 0.5;

    private static final double WHOLE_ASPECT_MIN = 1;
    private static final double WHOLE_ASPECT_LONG = 2.2;
    private static final double WHOLE_ASPECT_MAX = 7;

    /** Pixels. */
    private static final int WHOLE_WIDTH = 400;

    private static final PixelSize WARM = new PixelSize(1280, 720);
    private static final int WARMING = 8;

    public Engine {
        margins = List.copyOf(margins);
        if (margins.isEmpty()
                || !margins.stream().allMatch(m -> m >= MARGIN_MIN && m <= MARGIN_MAX)) {
            throw new IllegalArgumentException(
                    "an engine wants margins of %s to %s, at least one, got: %s"
                            .formatted(MARGIN_MIN, MARGIN_MAX, margins));
        }
    }

    /** One try a plate, with the reader's own margin. */
    public Engine(PlateDetector detector, PlateReader reader) {
        this(detector, reader, List.of(reader.margin()));
    }

    /**
     * The same engine for pictures that are the only ones of their plates, which it tries more than
     * once if its reader is better for that. One of both is to be closed.
     */
    public Engine closely() {
        return new Engine(detector, reader.once(), reader.tries());
    }

    /**
     * The same where more is known of what plates are like here; for the thread that adds to it.
     */
    public Engine closely(SeenPatterns seen) {
        return new Engine(detector, reader.once(seen), reader.tries());
    }

    /**
     * The same engine for pictures that are some of many of their plates but hard to read: it tries
     * each as often as a single one and leaves aside what plates are like. One of both is to be
     * closed.
     */
    public Engine tryingMore() {
        return new Engine(detector, reader, reader.tries());
    }

    /**
     * Every plate found, read or not, in the detector's order. A find that is hardly sure and that
     * cannot be read is none.
     */
    public List<Plate> recognize(Picture picture) {
        double sure = detector.threshold() + HARDLY_SURE * (1 - detector.threshold());
        return finds(picture).stream()
                .filter(
                        plate ->
                                plate.detection().confidence() >= sure
                                        || plate.reading() instanceof Legible)
                .toList();
    }

    /**
     * Every find that reaches the detector's threshold, read or not: also those that {@link
     * #recognize} takes for none, which a fitter wants to see where plates are blurred. A picture
     * in which nothing is found and that has the shape of a plate is read as one.
     */
    public List<Plate> finds(Picture picture) {
        var detections =
                detector.detect(picture).stream()
                        .filter(found -> found.confidence() >= detector.threshold())
                        .toList();
        var readings = read(picture, detections.stream().map(Detection::box).toList());
        var plates =
                IntStream.range(0, readings.size())
                        .mapToObj(i -> plate(picture, detections.get(i), readings.get(i)))
                        .toList();
        return plates.isEmpty() ? whole(picture) : plates;
    }

    private static Plate plate(Picture picture, Detection found, PlateReading reading) {
        if (!(reading instanceof Legible legible)) {
            return new Plate(found, reading);
        }
        var box = found.box();
        boolean cut = EdgeTruncation.isPossible(picture, box, box, legible.spots());
        return cut
                ? new Plate(found, legible.atMost(EdgeTruncation.CONFIDENCE_MAX), true)
                : new Plate(found, legible);
    }

    /** A picture that may be nothing but a plate, if that is what it reads like; no frame is. */
    private List<Plate> whole(Picture picture) {
        if (margins.size() == 1 || !isLikeAPlate(picture)) {
            return List.of();
        }
        var reading = read(picture, List.of(picture.bounds())).getFirst();
        return reading instanceof Legible legible && legible.confidence() >= WHOLE_READ
                ? List.of(new Plate(new Detection(picture.bounds(), detector.threshold()), legible))
                : List.of();
    }

    /** Small or long: scenes are neither. */
    private static boolean isLikeAPlate(Picture picture) {
        double aspect = (double) picture.width() / picture.height();
        return aspect >= WHOLE_ASPECT_MIN
                && aspect <= WHOLE_ASPECT_MAX
                && (picture.width() <= WHOLE_WIDTH || aspect >= WHOLE_ASPECT_LONG);
    }

    /**
     * What stands in these boxes of a picture. A box is never quite where the plate is; the tries
     * with a little less and a little more around it vote ({@link io.alpr.vision.read.Tries}), and
     * where there are several, more of them turn a plate upright that leans.
     */
    public List<PlateReading> read(Picture picture, List<PixelBox> boxes) {
        return new CloseReading(reader, margins).read(picture, boxes);
    }

    /** Which part of a picture the reader wants to see for a box. */
    public PixelBox shown(Picture picture, PixelBox box) {
        return box.padded(reader.margin(), picture.width(), picture.height());
    }

    /** The crop that the reader wants for a box of this picture. */
    public RgbPicture cut(Picture picture, PixelBox box) {
        return picture.crop(shown(picture, box));
    }

    /**
     * Looks at a grey picture a few times, since the first calls of a new engine take many times as
     * long as later ones, and the first vehicle at a gate should not wait for that.
     *
     * @return this
     */
    public Engine warmedUp() {
        var grey = new byte[WARM.width() * WARM.height() * 3];
        Arrays.fill(grey, (byte) 128);
        var picture = new RgbPicture(WARM.width(), WARM.height(), grey);
        for (int i = 0; i < WARMING; i++) {
            var _ = detector.detect(picture);
            var _ = read(picture, List.of(picture.bounds()));
        }
        return this;
    }

    @Override
    public void close() {
        detector.close();
        reader.close();
    }
}
