package io.alpr.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.pilot.source.VideoWriter;
import io.alpr.vision.synth.SceneSettings;
import io.alpr.vision.synth.SynthScene;
import io.alpr.vision.synth.TruePass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A rendered video with known plates: {@code demo.mp4} and, beside it, {@code demo.truth.json} with
 * each pass's text, region, times and boxes.
 *
 * @param file the video
 * @param truth the side file
 * @param passes what is true of it
 */
public record SampleVideo(Path file, Path truth, List<TruePass> passes) {
    /**
     * The time that the sample's first frame claims, so that its events are the same on every
     * machine.
     */
    public static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private static final int BITS_PER_SECOND = 6_000_000;

    /**
     * The sample in this folder, rendered if it is not there yet: about a quarter of a minute of
     * work.
     *
     * @param progress told the frames done and how many there are
     * @throws IOException when the folder cannot be written
     */
    public static SampleVideo in(
            Path folder, SceneSettings settings, BiConsumer<Integer, Integer> progress)
            throws IOException {
        var scene = new SynthScene(settings);
        var file = folder.resolve("demo.mp4");
        var truth = folder.resolve("demo.truth.json");
        var text = described(scene);
        // The side file is written last: where it says the same, the video is whole and of this
        // scene.
        if (!Files.exists(truth) || !Files.readString(truth).equals(text)) {
            Files.createDirectories(folder);
            Files.deleteIfExists(truth);
            render(scene, file, progress);
            write(text, truth);
        }
        return new SampleVideo(file, truth, scene.passes());
    }

    private static void render(SynthScene scene, Path file, BiConsumer<Integer, Integer> progress)
            throws IOException {
        var format = scene.settings().format();
        var video =
                new VideoWriter.Format(
                        format.width(),
                        format.height(),
                        format.framesPerSecond(),
                        BITS_PER_SECOND,
                        START);
        try (var writer = new VideoWriter(file, video)) {
            for (int i = 0; i < scene.frames(); i++) {
                writer.add(scene.frame(i));
                progress.accept(i + 1, scene.frames());
            }
        }
    }

    private static void write(String text, Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, text);
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String described(SynthScene scene) throws IOException {
        var truth = new LinkedHashMap<String, Object>();
        truth.put("start", START.toString());
        truth.put("seed", scene.truth().seed());
        truth.put("frames", scene.frames());
        truth.put("frames_per_second", scene.truth().framesPerSecond());
        truth.put("passes", scene.passes().stream().map(SampleVideo::described).toList());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(truth);
    }

    private static Map<String, Object> described(TruePass pass) {
        var object = new LinkedHashMap<String, Object>();
        object.put("text", pass.text());
        object.put("region", pass.region());
        object.put("first_seen", START.plus(pass.firstSeen()).toString());
        object.put("last_seen", START.plus(pass.lastSeen()).toString());
        object.put(
                "boxes",
                pass.boxes().stream()
                        .map(
                                box ->
                                        List.of(
                                                box.frame(),
                                                box.box().x(),
                                                box.box().y(),
                                                box.box().width(),
                                                box.box().height()))
                        .toList());
        return object;
    }
}
