package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reader says here what it said in Python where it was trained: twenty rendered crops with
 * PyTorch's answers, written by {@code python3 -m training.reader export}.
 */
final class ReaderSamplesTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("alpr.root", ".."), "vision/src/test/resources/reader");

    /** A crop's text and region. */
    record Answer(String text, String region) {}

    @Test
    void rendersReadAsTheyDidInPython() throws IOException {
        JsonNode rows = new JsonMapper().readTree(SAMPLES.resolve("reads.json").toFile());
        var wanted = new ArrayList<Answer>();
        var said = new ArrayList<Answer>();
        try (var engine = Engines.builtIn(Purpose.VIDEO, 1)) {
            for (var row : rows) {
                wanted.add(new Answer(row.get("text").asText(), row.get("region").asText()));
                var crop = Pictures.read(SAMPLES.resolve(row.get("image").asText()));
                said.add(answer(engine.reader().read(List.of(crop)).getFirst()));
            }
        }
        assertThat(wanted).hasSize(20);
        assertThat(said).isEqualTo(wanted);
    }

    @Test
    void itTellsWhereItSawEachCharacter() throws IOException {
        try (var engine = Engines.builtIn(Purpose.VIDEO, 1)) {
            for (var row : new JsonMapper().readTree(SAMPLES.resolve("reads.json").toFile())) {
                var crop = Pictures.read(SAMPLES.resolve(row.get("image").asText()));
                var reading = engine.reader().read(List.of(crop)).getFirst();
                assertThat(reading).isInstanceOf(PlateReading.Legible.class);
                var legible = (PlateReading.Legible) reading;
                assertThat(legible.spots()).hasSameSizeAs(legible.scores());
                for (int i = 1; i < legible.spots().size(); i++) {
                    var before = legible.spots().get(i - 1);
                    var spot = legible.spots().get(i);
                    boolean nextRow = spot.y() > before.y() + 0.2;
                    assertThat(nextRow || spot.x() > before.x() + 0.02)
                            .as("%s of %s in %s", i, legible.text(), row.get("image"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aModelWithRegionsDropsInByAFile(@TempDir Path folder) throws IOException {
        var model = SAMPLES.resolve("../../../main/resources/io/alpr/vision/plate-reader.onnx");
        var yaml =
                Files.writeString(
                        folder.resolve("engine.yaml"),
                        """
                        reader:
                          format: slots
                          model: %s
                          alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                          regions: [R0, R1, R2, R3]
                        """
                                .formatted(model.toAbsolutePath().normalize()));
        var names = Map.of("UNKNOWN", "R0", "US", "R1", "EU", "R2", "BR", "R3");
        try (var engine = Engines.open(yaml, Purpose.VIDEO, 1)) {
            for (var row : new JsonMapper().readTree(SAMPLES.resolve("reads.json").toFile())) {
                var region = row.get("region").asText();
                var crop = Pictures.read(SAMPLES.resolve(row.get("image").asText()));
                var said = answer(engine.reader().read(List.of(crop)).getFirst()).region();
                assertThat(said).isIn(names.get(region), PlateReading.UNKNOWN_REGION);
                assertThat(region.equals("UNKNOWN") || said.equals(names.get(region))).isTrue();
            }
        }
    }

    private static Answer answer(PlateReading reading) {
        return reading instanceof PlateReading.Legible legible
                ? new Answer(legible.text(), legible.region())
                : new Answer("", "");
    }
}
