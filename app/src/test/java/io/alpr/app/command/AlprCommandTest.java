package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.synth.Scenes;
import io.alpr.vision.synth.SynthScene;
import io.alpr.vision.synth.TruePass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class AlprCommandTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> answered() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Frames in which a plate is at its largest, each with a plate that can be seen there. */
    private List<String> writeFrames() throws IOException {
        var scene = new SynthScene(Scenes.demo());
        var texts = new ArrayList<String>();
        for (TruePass pass : scene.passes()) {
            var best =
                    pass.boxes().stream()
                            .max((a, b) -> Long.compare(a.box().area(), b.box().area()))
                            .orElseThrow();
            var file = folder.resolve("frame-" + pass.text() + ".jpg");
            Files.write(file, Jpeg.encode(scene.frame(best.frame()), 0.95));
            texts.add(pass.text());
        }
        return texts;
    }

    @Test
    void recognizeReadsAFolderAndSaysWhichFileIsNoPicture() throws IOException {
        var truth = writeFrames();
        Files.writeString(folder.resolve("note.jpg"), "not a picture");

        assertThat(
                        run(
                                "recognize",
                                folder.toString(),
                                "--json",
                                "--annotate",
                                folder.resolve("seen").toString()))
                .isEqualTo(ExitCodes.NO);

        var read = new ArrayList<String>();
        for (var line : answered()) {
            var object = new ObjectMapper().readTree(line);
            assertThat(object.has("image")).isTrue();
            for (JsonNode plate : object.path("plates")) {
                assertThat(plate.path("box")).hasSize(4);
                assertThat(plate.path("confidence").asDouble()).isBetween(0.0, 1.0);
                read.add(plate.path("text").asText());
            }
        }
        assertThat(answered()).hasSize(truth.size() + 1);
        assertThat(truth.stream().filter(read::contains).count())
                .isGreaterThanOrEqualTo(truth.size() / 2);
        assertThat(said().lines())
                .singleElement()
                .asString()
                .contains("note.jpg: is not a picture");
        try (Stream<Path> pictures = Files.list(folder.resolve("seen"))) {
            assertThat(pictures).hasSize(truth.size());
        }
    }

    @Test
    void aVideoThatIsNoneIsOneLine() throws IOException {
        var file = Files.writeString(folder.resolve("tape.mp4"), "not a video");
        assertThat(run("recognize", file.toString(), "--json")).isEqualTo(ExitCodes.NO);
        assertThat(said().lines())
                .singleElement()
                .asString()
                .contains("file is not a video", "tape.mp4");
    }

    @Test
    void aFaultyConfigurationIsOneLineAndNothingStarts() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("alpr.yaml"), "cameras:\n- {id: ../x, source: a.mp4}\n");
        assertThat(run("up", "--config", file.toString())).isEqualTo(ExitCodes.CANNOT_START);
        assertThat(said().lines()).singleElement().asString().contains("../x", "camera id must be");
    }

    @Test
    void portsAreAListOfFourKeys() throws IOException {
        assertThat(run("ports", "--json")).isEqualTo(ExitCodes.OK);
        var rows = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(rows).hasSize(17);
        for (var row : rows) {
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly("service", "port", "protocol", "state");
        }
    }

    @Test
    void theDefaultsThatUpPrintsAreAConfiguration() throws IOException {
        assertThat(run("up", "--print-defaults")).isEqualTo(ExitCodes.OK);
        var file = Files.write(folder.resolve("alpr.yaml"), out.toByteArray());
        assertThat(run("ports", "--config", file.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void anUnknownCommandIsAFaultOfUse() {
        assertThat(run("frob")).isEqualTo(ExitCodes.USAGE);
        assertThat(run()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void everyCommandHelpsWithExamplesAndNoFormatIsBroken() {
        var found = new ArrayList<String>();
        help(AlprCommand.commandLine(), "", found);
        assertThat(found).contains("demo", "archive erase", "bench faults", "camera check");
    }

    private void help(CommandLine command, String path, List<String> found) {
        for (var sub : command.getSubcommands().values()) {
            var name = (path + " " + sub.getCommandName()).strip();
            found.add(name);
            var text = sub.getUsageMessage(CommandLine.Help.Ansi.OFF);
            assertThat(text).as(name).contains("Examples:", "./alpr " + name);
            // Picocli prints a text as it is when it holds a lone percent sign.
            assertThat(text).as(name).doesNotContain("%n", "%%");
            help(sub, name, found);
        }
    }
}
