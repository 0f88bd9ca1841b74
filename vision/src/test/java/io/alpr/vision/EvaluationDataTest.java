package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.Pictures;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A floor under the built-in engine on real pictures, where the evaluation data is present. */
final class EvaluationDataTest {
    private static final int PICTURES = 20;

    @Test
    void nearlyAllPlatesOfTheFirstEuropeanPicturesAreFoundAndMostAreReadWithoutAFault()
            throws IOException {
        Path folder =
                Path.of(System.getProperty("alpr.root", ".."), "../shared/data/eval/eu-dev")
                        .normalize();
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "skipped: no evaluation data at " + folder);
        int found = 0;
        int exact = 0;
        try (var engine = Engines.builtIn(Purpose.VIDEO)) {
            for (var entry :
                    BenchmarkBuiltInEngine.labels(folder).entrySet().stream()
                            .limit(PICTURES)
                            .toList()) {
                var label = entry.getValue().getFirst();
                var picture = Pictures.read(folder.resolve("images").resolve(entry.getKey()));
                for (var plate : engine.recognize(picture)) {
                    if (plate.detection().box().iou(label.box()) >= Matching.IOU_MIN) {
                        found++;
                        exact += says(plate, label.text()) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(PICTURES * 9 / 10);
        assertThat(exact).isGreaterThanOrEqualTo(PICTURES * 7 / 10);
    }

    /** The labels type most zeros of the pictures as O. */
    private static String folded(String text) {
        return text.replace('0', 'O');
    }

    private static boolean says(Plate plate, String text) {
        return plate.reading() instanceof PlateReading.Legible legible
                && folded(legible.text()).equals(folded(text));
    }
}
