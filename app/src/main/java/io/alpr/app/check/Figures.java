package io.alpr.app.check;

import io.alpr.app.check.TimedSource.Arrival;
import io.alpr.app.evaluate.Quantiles;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was observed, as numbers. What cannot be told is null: a file has no pauses and no drift, an
 * empty road no plates.
 *
 * @param timing of the frames
 * @param exposure mean over the frames
 * @param plates what was found, null when no plate was
 */
record Figures(Timing timing, Exposure exposure, @Nullable Plates plates) {
    /** Plates of fewer rows say nothing of the lens. */
    private static final int SHARPNESS_ROWS = 16;

    /** The first second may be what the camera had stored. */
    private static final long SETTLED_NANOS = 1_000_000_000L;

    private static final int DRIFT_FRAMES_MIN = 20;

    /**
     * @param frames that came
     * @param rate frames a second by the stream's own clock
     * @param promised frames a second that the stream promises, 0 when it does not
     * @param gaps places where frames are missing in the stream
     * @param longestGapMs of them, by the stream's own clock
     * @param longestPauseMs between two arrivals, null for a file
     * @param driftShare how much faster the stream's clock runs than ours, 0.01 is 1 %; null for a
     *     file
     * @param firstFrameMs from the beginning of the connection
     */
    record Timing(
            int frames,
            double rate,
            double promised,
            int gaps,
            double longestGapMs,
            @Nullable Double longestPauseMs,
            @Nullable Double driftShare,
            double firstFrameMs) {}

    /**
     * @param p10 nine tenths are larger
     * @param median half are larger
     * @param p90 one tenth is larger
     */
    record Spread(double p10, double median, double p90) {}

    /**
     * @param vehicles whose plate was seen twice or more
     * @param sights plates in frames
     * @param looks frames that a vehicle's plate was seen in, median, at five looks a second
     * @param width of the plates, pixels
     * @param height of the plates, pixels
     * @param largest height of each vehicle's largest plate, median, pixels
     * @param ratio width by height, median
     * @param sharpness of plates that are large enough, median, 0 to 1; null when none is
     * @param speed of those, median, pixels a second
     * @param glare share of a plate's pixels that are as bright as can be, median
     * @param read share of vehicles of which at least one look could be read
     */
    record Plates(
            int vehicles,
            int sights,
            double looks,
            Spread width,
            Spread height,
            double largest,
            double ratio,
            @Nullable Double sharpness,
            double speed,
            double glare,
            double read) {}

    static Figures of(Observation observation) {
        var looks = observation.looks();
        return new Figures(
                timing(observation),
                new Exposure(
                        mean(looks, Exposure::mean),
                        mean(looks, Exposure::dark),
                        mean(looks, Exposure::clipped)),
                plates(observation.sights()));
    }

    private static Timing timing(Observation observation) {
        var arrivals = observation.arrivals();
        var steps = steps(arrivals, arrival -> arrival.pts().toNanos() / 1e6);
        double usual = Quantiles.of(steps, 0.5);
        double longest = steps.stream().mapToDouble(d -> d).max().orElse(0);
        double span = steps.stream().mapToDouble(d -> d).sum();
        var pauses = steps(arrivals, arrival -> arrival.nanos() / 1e6);
        return new Timing(
                arrivals.size(),
                span > 0 ? 1000 * steps.size() / span : 0,
                observation.info().framesPerSecond(),
                (int) steps.stream().filter(step -> step > 1.6 * usual).count(),
                longest,
                observation.live() ? pauses.stream().mapToDouble(d -> d).max().orElse(0) : null,
                observation.live() ? drift(arrivals) : null,
                observation.toFirstFrame().toNanos() / 1e6);
    }

    private static List<Double> steps(List<Arrival> arrivals, ToDoubleFunction<Arrival> time) {
        var steps = new java.util.ArrayList<Double>();
        for (int i = 1; i < arrivals.size(); i++) {
            steps.add(
                    time.applyAsDouble(arrivals.get(i)) - time.applyAsDouble(arrivals.get(i - 1)));
        }
        return steps;
    }

    /** Slope of the stream's time over ours by least squares, less one. */
    private static @Nullable Double drift(List<Arrival> arrivals) {
        long first = arrivals.getFirst().nanos();
        var settled = arrivals.stream().filter(a -> a.nanos() - first > SETTLED_NANOS).toList();
        if (settled.size() < DRIFT_FRAMES_MIN) {
            return null;
        }
        double meanX = mean(settled, a -> (a.nanos() - first) / 1e9);
        double meanY = mean(settled, a -> a.pts().toNanos() / 1e9);
        double xx = 0;
        double xy = 0;
        for (var arrival : settled) {
            double x = (arrival.nanos() - first) / 1e9 - meanX;
            xx += x * x;
            xy += x * (arrival.pts().toNanos() / 1e9 - meanY);
        }
        return xx > 0 ? xy / xx - 1 : null;
    }

    private static @Nullable Plates plates(List<Sight> sights) {
        var byTrack = new HashMap<Long, List<Sight>>();
        sights.forEach(
                sight ->
                        byTrack.computeIfAbsent(sight.track(), _ -> new java.util.ArrayList<>())
                                .add(sight));
        // Something that was seen once may be a sign.
        var vehicles = byTrack.values().stream().filter(track -> track.size() >= 2).toList();
        if (vehicles.isEmpty()) {
            return null;
        }
        var kept = vehicles.stream().flatMap(List::stream).toList();
        var large = kept.stream().filter(s -> s.box().height() >= SHARPNESS_ROWS).toList();
        return new Plates(
                vehicles.size(),
                kept.size(),
                median(vehicles, List::size),
                spread(kept, s -> s.box().width()),
                spread(kept, s -> s.box().height()),
                median(
                        vehicles,
                        track -> track.stream().mapToInt(s -> s.box().height()).max().orElse(0)),
                median(kept, s -> (double) s.box().width() / s.box().height()),
                large.isEmpty() ? null : median(large, Sight::sharpness),
                median(large.isEmpty() ? kept : large, Sight::speed),
                median(kept, Sight::clipped),
                mean(
                        vehicles,
                        track -> track.stream().anyMatch(s -> s.confidence() > 0) ? 1.0 : 0.0));
    }

    private static <T> double mean(List<T> items, ToDoubleFunction<T> value) {
        return items.stream().mapToDouble(value).average().orElse(0);
    }

    private static <T> double median(List<T> items, ToDoubleFunction<T> value) {
        return Quantiles.of(items.stream().mapToDouble(value).boxed().toList(), 0.5);
    }

    private static Spread spread(List<Sight> sights, ToDoubleFunction<Sight> value) {
        var values = sights.stream().mapToDouble(value).boxed().toList();
        return new Spread(
                Quantiles.of(values, 0.1), Quantiles.of(values, 0.5), Quantiles.of(values, 0.9));
    }
}
