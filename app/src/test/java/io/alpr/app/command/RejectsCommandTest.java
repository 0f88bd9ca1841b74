package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.pilot.reject.RejectSettings;
import io.alpr.pilot.reject.RejectWriter;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alpr pilot rejects} on what a pilot's writer has left. */
final class RejectsCommandTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private int rejects(String... options) {
        var config = Stream.of("pilot", "rejects", "-c", folder.resolve("alpr.yaml").toString());
        return run(Stream.concat(config, Arrays.stream(options)).toArray(String[]::new));
    }

    private List<JsonNode> listed(String... options) throws IOException {
        assertThat(
                        rejects(
                                Stream.concat(Stream.of("--json"), Arrays.stream(options))
                                        .toArray(String[]::new)))
                .isEqualTo(ExitCodes.OK);
        var rows = new ArrayList<JsonNode>();
        for (var line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    @BeforeEach
    void aPilotHasLeftThree() throws IOException {
        Files.writeString(folder.resolve("alpr.yaml"), "data: '" + folder.resolve("data") + "'\n");
        var kept = new RejectSettings(folder.resolve("data").resolve("rejects"), 200, 1 << 20);
        try (var writer = RejectWriter.start(kept, new SimpleMeterRegistry())) {
            writer.take(reject("gate", "uncertain", new Guess("AB12", 0.41), Duration.ofHours(5)));
            writer.take(reject("gate", "no_text", Guess.NONE, Duration.ofMinutes(20)));
            writer.take(reject("yard", "uncertain", Guess.NONE, Duration.ofMinutes(5)));
        }
    }

    private static Reject reject(String camera, String reason, Guess guess, Duration ago) {
        var red = new byte[3 * 96 * 24];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 250;
        }
        return new Reject(
                camera,
                Instant.now().minus(ago),
                reason,
                guess,
                new PixelBox(1, 2, 96, 24),
                new RgbPicture(96, 24, red));
    }

    @Test
    void theyAreListedNewestFirstWithTheirPictures() throws IOException {
        var rows = listed();
        assertThat(rows)
                .extracting(row -> row.path("camera").asText() + " " + row.path("reason").asText())
                .containsExactly("yard uncertain", "gate no_text", "gate uncertain");
        assertThat(rows.getLast().path("text").asText()).isEqualTo("AB12");
        assertThat(rows.getLast().path("score").asDouble()).isEqualTo(0.41);
        assertThat(rows.getLast().path("box").toString()).isEqualTo("[1,2,96,24]");
        for (var row : rows) {
            assertThat(Path.of(row.path("file").asText())).isAbsolute().isRegularFile();
        }
    }

    @Test
    void cameraReasonAndTimeNarrowTheList() throws IOException {
        assertThat(listed("--camera", "gate")).hasSize(2);
        assertThat(listed("--reason", "uncertain")).hasSize(2);
        assertThat(listed("--since", "1h")).hasSize(2);
        assertThat(listed("--camera", "gate", "--reason", "uncertain", "--since", "1h")).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no such refused reads in");
    }

    @Test
    void theTableHasALineForEach() {
        assertThat(rejects()).isEqualTo(ExitCodes.OK);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .anyMatch(
                        line ->
                                line.contains("AB12")
                                        && line.contains("0.41")
                                        && line.contains("96x24"));
    }

    @Test
    void theSheetShowsThePictures() throws IOException {
        var sheet = folder.resolve("sheet.png");
        assertThat(rejects("--sheet", sheet.toString())).isEqualTo(ExitCodes.OK);
        var image = ImageIO.read(sheet.toFile());
        assertThat(image.getWidth()).isEqualTo(3 * 260);
        for (int tile = 0; tile < 3; tile++) {
            int red = image.getRGB(tile * 260 + 100, 30) >> 16 & 255;
            assertThat(red).as("tile %d", tile).isGreaterThan(200);
        }
    }

    @Test
    void aSheetThatCannotBeWrittenIsOneLine() {
        var sheet = folder.resolve("missing").resolve("sheet.png");
        assertThat(rejects("--sheet", sheet.toString())).isEqualTo(ExitCodes.CANNOT_START);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("sheet.png cannot be written");
    }

    @Test
    void aTimeThatIsNoneIsAFaultOfUse() {
        assertThat(rejects("--since", "yesterday")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("must be like 30m, 1h or 7d");
    }

    @Test
    void theConfigurationMayBeNamedBeforeTheSubcommandToo() throws IOException {
        assertThat(run("pilot", "-c", folder.resolve("alpr.yaml").toString(), "rejects", "--json"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
    }

    @Test
    void itHelpsAndThePilotItselfStillDoes() {
        assertThat(run("pilot", "rejects", "--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Examples:", "--sheet", "--since");
        assertThat(run("pilot", "--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Runs the edge service alone", "rejects");
        // Without the subcommand it is the service, which says what its configuration lacks.
        assertThat(run("pilot", "-c", folder.resolve("none.yaml").toString()))
                .isEqualTo(ExitCodes.CANNOT_START);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.yaml: no such file");
    }
}
