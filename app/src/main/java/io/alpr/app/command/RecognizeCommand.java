package io.alpr.app.command;

import io.alpr.vision.Engine;
import io.alpr.vision.Plate;
import io.alpr.vision.image.Annotation;
import io.alpr.vision.image.Drawing;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.UnreadablePicture;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads plates from pictures. */
@Command(
        name = "recognize",
        header = "Reads the plates of pictures and of whole folders of pictures.",
        description =
                "%nBoxes are pixels of the picture: x and y of the top left corner, width, height.",
        footer = {
            "%nExamples:",
            "  ./alpr recognize gate.jpg",
            "  ./alpr recognize photos/ --json > plates.jsonl",
            "  ./alpr recognize photos/ --annotate seen/",
            "  ./alpr recognize recording.mp4"
        })
final class RecognizeCommand implements Callable<Integer> {
    private static final List<String> ENDINGS =
            List.of(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff");
    private static final List<String> VIDEOS = List.of(".mp4", ".mkv", ".avi", ".mov", ".ts", ".webm", ".m4v", ".mpg");
    private static final double QUALITY = 0.9;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private EngineOption engine = new EngineOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Pictures, folders of pictures, videos.")
    private List<Path> paths = List.of();

    @Mixin private ReadingsFormat.Options format = new ReadingsFormat.Options();

    @Option(
            names = "--annotate",
            paramLabel = "DIR",
            description = "Write each picture with boxes and texts to DIR.")
    private @Nullable Path annotate;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var files = pictures();
        var out = ReadingsFormat.of(format, spec.commandLine().getOut());
        var bar = new ProgressBar(spec.commandLine().getErr(), files.size());
        int unreadable = 0;
        try (var opened = engine.open()) {
            out.begin();
            for (int i = 0; i < files.size(); i++) {
                unreadable += seen(opened, files.get(i), out) ? 0 : 1;
                bar.step(i + 1, String.valueOf(files.get(i).getFileName()));
            }
        }
        bar.end();
        out.end();
        return unreadable == 0 ? ExitCodes.OK : ExitCodes.NO;
    }

    private boolean seen(Engine opened, Path file, ReadingsFormat out) throws IOException, InterruptedException {
        return endsWithOneOf(VIDEOS, file) ? watch(opened, file, out) : look(opened, file, out);
    }

    private boolean watch(Engine opened, Path file, ReadingsFormat out) throws IOException, InterruptedException {
        return switch (VideoPasses.of(file, opened)) {
            case VideoPasses.Outcome.Read(var passes) -> {
                out.video(file, passes);
                yield true;
            }
            case VideoPasses.Outcome.Failed(var reason) -> {
                spec.commandLine().getErr().println("alpr: " + reason);
                out.failed(file, reason);
                yield false;
            }
        };
    }

    private boolean look(Engine opened, Path file, ReadingsFormat out) throws IOException {
        RgbPicture picture;
        try {
            picture = Pictures.read(file);
        } catch (UnreadablePicture e) {
            spec.commandLine().getErr().println("alpr: " + e.getMessage());
            out.failed(file, String.valueOf(e.getMessage()));
            return false;
        }
        var plates =
                opened.recognize(picture).stream()
                        .filter(p -> p.reading() instanceof PlateReading.Legible)
                        .toList();
        out.picture(file, plates);
        if (annotate != null) {
            write(annotate, file, picture, plates);
        }
        return true;
    }

    private static void write(Path folder, Path file, RgbPicture picture, List<Plate> plates)
            throws IOException {
        var notes = new ArrayList<Annotation>();
        for (var plate : plates) {
            if (plate.reading() instanceof PlateReading.Legible legible) {
                var label = "%s %.0f %%".formatted(legible.text(), 100 * legible.confidence());
                notes.add(new Annotation(plate.detection().box(), label));
            }
        }
        Files.createDirectories(folder);
        var name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "") + ".jpg";
        Files.write(folder.resolve(name), Jpeg.encode(Drawing.annotate(picture, notes), QUALITY));
    }

    /** What was named, folders opened (not their subfolders), sorted by name within each. */
    private List<Path> pictures() throws IOException {
        var files = new ArrayList<Path>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                try (var inside = Files.list(path)) {
                    inside.filter(RecognizeCommand::looksLikeAPicture).sorted().forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static boolean looksLikeAPicture(Path file) {
        return Files.isRegularFile(file) && endsWithOneOf(ENDINGS, file);
    }

    private static boolean endsWithOneOf(List<String> endings, Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }
}
