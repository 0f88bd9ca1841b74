package io.alpr.app.bench;

import io.alpr.app.evaluate.Quantiles;
import io.alpr.vision.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How fast the whole pilot goes through a file, as a share of FFmpeg's decoding alone, both in
 * turns on the same file and the same cores.
 */
public final class PilotBench {
    /** Detections a second of video that a street wants. */
    private static final double BUDGET = 10;

    private final Engine engine;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param engine for video; stays the caller's
     * @param rounds how often each is measured after a first run that is not, at least 1
     * @param progress told in words what is done
     */
    public PilotBench(Engine engine, int rounds, Consumer<String> progress) {
        this.engine = engine;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * The figures of one file.
     *
     * @param name of the file
     * @param frames it has
     * @param seconds its length
     * @param decodeFramesPerSecond FFmpeg alone, median
     * @param budget ten looks a second of video, detections where something moved since the last
     * @param restless ten detections a second of video, whatever moves
     * @param every a detection on every frame in which something moved
     * @param memoryMib most resident memory of this process so far, 0 where the system does not
     *     tell
     */
    public record Figures(
            String name,
            int frames,
            double seconds,
            double decodeFramesPerSecond,
            Speed budget,
            Speed restless,
            Speed every,
            long memoryMib) {}

    /**
     * One way to run the pilot.
     *
     * @param framesPerSecond of the whole pipeline, median
     * @param ratio of that to decoding alone, median over the rounds
     * @param detectionsPerSecond of video
     * @param passes what was read
     * @param stages of the last round
     */
    public record Speed(
            double framesPerSecond,
            double ratio,
            double detectionsPerSecond,
            PassCount passes,
            List<PilotRun.Stage> stages) {}

    /** Measures one piece of footage; its file is made in the folder if it is not there. */
    Figures measure(Footage footage, Path folder) throws IOException, InterruptedException {
        var file =
                X264File.of(
                        footage,
                        folder,
                        done ->
                                progress.accept(
                                        "drawing %d of %d".formatted(done, footage.frames())));
        progress.accept("warming up");
        forgetMemory();
        PilotRun.decodeOnly(file);
        PilotRun.of(file, BUDGET, engine);
        var decodes = new ArrayList<Double>();
        var budget = new ArrayList<PilotRun>();
        var restless = new ArrayList<PilotRun>();
        var every = new ArrayList<PilotRun>();
        for (int round = 1; round <= rounds; round++) {
            progress.accept("round %d of %d".formatted(round, rounds));
            decodes.add(PilotRun.decodeOnly(file));
            budget.add(PilotRun.of(file, BUDGET, engine));
            restless.add(PilotRun.restless(file, BUDGET, engine));
            every.add(PilotRun.of(file, footage.framesPerSecond(), engine));
        }
        return new Figures(
                footage.name(),
                footage.frames(),
                footage.seconds(),
                footage.frames() / median(decodes),
                speed(footage, decodes, budget),
                speed(footage, decodes, restless),
                speed(footage, decodes, every),
                MemorySample.mostResident());
    }

    /** How long a gate waits, on the file that was measured. */
    Latency latency(Footage footage, Path folder) throws IOException, InterruptedException {
        progress.accept("how long a gate waits: the whole installation, some two minutes");
        return Latency.of(X264File.of(footage, folder, _ -> {}), BUDGET);
    }

    private static Speed speed(Footage footage, List<Double> decodes, List<PilotRun> runs) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < runs.size(); i++) {
            ratios.add(decodes.get(i) / runs.get(i).seconds());
        }
        var last = runs.getLast();
        return new Speed(
                footage.frames() / median(runs.stream().map(PilotRun::seconds).toList()),
                median(ratios),
                last.detections() / footage.seconds(),
                PassCount.of(footage.passes(), last.plates()),
                last.stages());
    }

    private static double median(List<Double> values) {
        return Quantiles.of(values, 0.5);
    }

    /** What drawing the video took is not what the pilot takes: Linux counts from here on anew. */
    private static void forgetMemory() {
        try {
            System.gc();
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException | UnsupportedOperationException e) {
            // Elsewhere the figure says what it says: the most so far.
        }
    }
}
