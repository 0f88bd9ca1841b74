package io.alpr.app.bench;

import io.alpr.app.bench.PilotBench.Figures;
import io.alpr.app.bench.PilotBench.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ./alpr bench pilot} says.
 *
 * @param files figures of each, the rendered street first
 * @param latency of the street in its own time, where it was measured
 */
public record PilotReport(List<Figures> files, Optional<Latency> latency) implements BenchReport {
    private static final int SECONDS = 20;
    private static final int SECONDS_QUICK = 6;

    /** That a photograph is seen. */
    private static final int PAN_FRAMES = 36;

    public PilotReport {
        files = List.copyOf(files);
    }

    /**
     * Measures.
     *
     * @param quick a few seconds of the street instead of twenty
     * @param pictures a labelled set to pan over
     * @param most pictures of it
     */
    public static PilotReport of(
            PilotBench bench, Path folder, boolean quick, Optional<Path> pictures, int most)
            throws IOException, InterruptedException {
        var street = TrafficFootage.fast(quick ? SECONDS_QUICK : SECONDS);
        // Before minutes are spent on the street: what is no labelled set is told at once.
        var pan = pictures.map(set -> new PanFootage(set, most, PAN_FRAMES));
        var files = new ArrayList<Figures>();
        files.add(bench.measure(street, folder));
        if (pan.isPresent()) {
            files.add(bench.measure(pan.get(), folder));
        }
        return new PilotReport(
                files, quick ? Optional.empty() : Optional.of(bench.latency(street, folder)));
    }

    /**
     * The share of decoding's speed that counts: of the street, 0 where too few passes were right.
     */
    @Override
    public double ratio() {
        var speed = files.getFirst().budget();
        return speed.passes().counts() ? speed.ratio() : 0;
    }

    @Override
    public Map<String, Object> json() {
        var street = files.getFirst();
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "pilot");
        object.put("ratio", ratio());
        object.put("figure", street.budget().framesPerSecond());
        object.put("limit", street.decodeFramesPerSecond());
        object.put("unit", "frames/s");
        object.put("files", files);
        latency.ifPresent(measured -> object.put("latency_ms", measured));
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        for (var figures : files) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s: %d frames, %.0f s; decoding alone %.0f frames/s; peak memory %d MiB%n",
                            figures.name(),
                            figures.frames(),
                            figures.seconds(),
                            figures.decodeFramesPerSecond(),
                            figures.memoryMib()));
            text.append(speed("ten looks a second", figures.budget()));
            text.append(speed("ten detections a second", figures.restless()));
            text.append(speed("every frame", figures.every()));
        }
        latency.ifPresent(measured -> text.append(waits(measured)));
        return text.toString().stripTrailing();
    }

    private static String waits(Latency latency) {
        return String.format(
                Locale.ROOT,
                "first event of a pass, from the frame's arrival to the broker's acknowledgement: p50 %.0f ms, p95 %.0f ms (%d events)%n"
                        + "  until it was made p50 %.0f ms, p95 %.0f ms; from the disk to the broker p50 %.0f ms, p95 %.0f ms%n",
                latency.whole().p50(),
                latency.whole().p95(),
                latency.events(),
                latency.recognition().p50(),
                latency.recognition().p95(),
                latency.delivery().p50(),
                latency.delivery().p95());
    }

    private static String speed(String name, Speed speed) {
        var passes = speed.passes();
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %-24s %5.0f frames/s, ratio %.2f; %.1f detections/s of video; %d of %d passes right%s%n",
                        name,
                        speed.framesPerSecond(),
                        speed.ratio(),
                        speed.detectionsPerSecond(),
                        passes.right(),
                        passes.passes(),
                        passes.counts() ? "" : " (too few to count)"));
        if (passes.right() < passes.passes() || !passes.strangers().isEmpty()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "    missed %s, twice %s, read otherwise %s%n",
                            passes.missed(),
                            passes.doubled(),
                            passes.strangers()));
        }
        for (var stage : speed.stages()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "    %-8s %6d times, p50 %6.1f ms, p95 %6.1f ms%n",
                            stage.name(),
                            stage.count(),
                            stage.p50(),
                            stage.p95()));
        }
        return text.toString();
    }
}
