package io.alpr.app.bench;

import io.alpr.app.evaluate.LabelledPlate;
import io.alpr.pilot.source.VideoWriter;
import io.alpr.vision.Engine;
import io.alpr.vision.read.PlateReading.Legible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** How many passes are read right where single frames are not: the worth of voting over a pass. */
public final class PassBench {
    private static final int BITS_PER_SECOND = 4_000_000;
    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    /** Every so many frames one is read alone. */
    private static final int ALONE = 3;

    private final Engine engine;
    private final double budget;
    private final Consumer<String> progress;

    /**
     * @param engine for video; stays the caller's
     * @param budget frames a second that the pilot looks at
     * @param progress told in words what is done
     */
    public PassBench(Engine engine, double budget, Consumer<String> progress) {
        this.engine = engine;
        this.budget = budget;
        this.progress = progress;
    }

    /**
     * One kind of hardship.
     *
     * @param name of it
     * @param single share of single frames whose plate is read right in its true box, 0 to 1
     * @param readable passes of which two single frames at least were read right
     * @param passes how the events stand to the passes
     */
    public record Figures(String name, double single, int readable, PassCount passes) {}

    Figures measure(HardPasses.Kind kind, Path folder) throws IOException, InterruptedException {
        int frames = 0;
        int right = 0;
        int readable = 0;
        var truth = new ArrayList<String>();
        var events = new ArrayList<String>();
        for (var footage : kind.footage()) {
            progress.accept(footage.name() + ": drawing");
            var file = file(footage, folder);
            progress.accept(footage.name() + ": reading single frames");
            var read = new HashMap<String, Integer>();
            for (int i = 0; i < footage.frames(); i += ALONE) {
                for (var sight : footage.sights(i)) {
                    frames++;
                    if (alone(footage, i, sight)) {
                        read.merge(sight.text(), 1, Integer::sum);
                    }
                }
            }
            right += read.values().stream().mapToInt(Integer::intValue).sum();
            readable += (int) read.values().stream().filter(times -> times >= 2).count();
            progress.accept(footage.name() + ": reading passes");
            events.addAll(PilotRun.of(file, budget, engine).plates());
            truth.addAll(footage.passes());
        }
        return new Figures(
                kind.name(),
                (double) right / Math.max(1, frames),
                readable,
                PassCount.of(truth, events));
    }

    private boolean alone(Footage footage, int frame, Footage.Sight sight) {
        var crop = engine.cut(footage.frame(frame), sight.box());
        return engine.reader().read(List.of(crop)).getFirst() instanceof Legible legible
                && LabelledPlate.folded(legible.text()).equals(LabelledPlate.folded(sight.text()));
    }

    private static Path file(Footage footage, Path folder) throws IOException {
        var file = folder.resolve(footage.name() + ".mp4");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            var format =
                    new VideoWriter.Format(
                            footage.width(),
                            footage.height(),
                            footage.framesPerSecond(),
                            BITS_PER_SECOND,
                            START);
            try (var writer = new VideoWriter(file, format)) {
                for (int i = 0; i < footage.frames(); i++) {
                    writer.add(footage.frame(i));
                }
            }
        }
        return file;
    }
}
