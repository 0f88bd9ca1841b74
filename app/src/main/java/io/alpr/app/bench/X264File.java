package io.alpr.app.bench;

import io.alpr.service.StartFailure;
import io.alpr.vision.image.RgbPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Footage as an H.264 file as cameras and their recorders make it: libx264, preset medium, the
 * footage's rate, a key frame every two seconds. The encoder is the machine's own {@code ffmpeg}:
 * x264 is GPL and does not come with us.
 */
final class X264File {
    private static final int AHEAD = 8;

    private X264File() {}

    /**
     * The file of some footage in a folder, made if it is not there yet.
     *
     * @param progress told the frames done
     * @throws StartFailure if this machine has no ffmpeg with libx264
     */
    static Path of(Footage footage, Path folder, IntConsumer progress)
            throws IOException, InterruptedException {
        var file = folder.resolve(footage.name() + ".mp4");
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(folder);
        var unfinished = folder.resolve(footage.name() + ".part.mp4");
        encode(footage, unfinished, progress);
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void encode(Footage footage, Path file, IntConsumer progress)
            throws IOException, InterruptedException {
        var encoder = started(footage, file);
        try (var pixels = encoder.getOutputStream()) {
            draw(footage, pixels, progress);
        } catch (IOException e) {
            throw new StartFailure("ffmpeg gave up: " + said(encoder), e);
        } finally {
            if (encoder.waitFor() != 0) {
                Files.deleteIfExists(file);
            }
        }
        if (encoder.exitValue() != 0) {
            throw new StartFailure("ffmpeg gave up: " + said(encoder));
        }
    }

    private static String said(Process encoder) throws IOException {
        try (var words = encoder.errorReader()) {
            return words.readAllAsString().strip();
        }
    }

    private static Process started(Footage footage, Path file) {
        var size = footage.width() + "x" + footage.height();
        var rate = String.format(Locale.ROOT, "%.3f", footage.framesPerSecond());
        var group = String.valueOf(Math.round(2 * footage.framesPerSecond()));
        var command =
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "rgb24",
                        "-s",
                        size,
                        "-r",
                        rate,
                        "-i",
                        "-",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "medium",
                        "-b:v",
                        footage.kilobits() + "k",
                        "-maxrate",
                        footage.kilobits() + "k",
                        "-bufsize",
                        2 * footage.kilobits() + "k",
                        "-g",
                        group,
                        "-pix_fmt",
                        "yuv420p",
                        "-metadata",
                        "creation_time=2026-01-01T08:00:00Z",
                        file.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new StartFailure(
                    "the bench makes its video with ffmpeg and libx264, and this machine has none;"
                            + " on Debian: apt install ffmpeg",
                    e);
        }
    }

    /** Frames are drawn on all processors and written in their order. */
    private static void draw(Footage footage, OutputStream pixels, IntConsumer progress)
            throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (var painters = Executors.newFixedThreadPool(processors)) {
            var drawn = new ArrayDeque<Future<RgbPicture>>();
            int next = 0;
            for (int done = 0; done < footage.frames(); done++) {
                while (next < footage.frames() && drawn.size() < AHEAD) {
                    int index = next++;
                    drawn.add(painters.submit(() -> footage.frame(index)));
                }
                pixels.write(drawn.remove().get().rgb());
                progress.accept(done + 1);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("frame could not be drawn", e.getCause());
        }
    }
}
