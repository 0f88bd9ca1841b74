package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.detect.BoxDetector;
import io.alpr.vision.detect.DetectorFormat;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.synth.Scenes;
import io.alpr.vision.synth.SynthScene;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class BuiltInEngineTest {
    /** Less of the surroundings may push such a plate below the threshold. */
    private static final double DOUBTFUL = 0.7;

    private Engine engine;

    @BeforeAll
    void open() {
        engine = Engines.builtIn(Purpose.VIDEO, 2);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void readsAPlateThatStandsInThePicture() {
        var plates = engine.recognize(scene("KL 4837", Color.WHITE));
        assertThat(plates).hasSize(1);
        assertThat(plates.getFirst().reading())
                .isInstanceOfSatisfying(
                        PlateReading.Legible.class,
                        legible -> {
                            assertThat(legible.text()).isEqualTo("KL4837");
                            assertThat(legible.confidence()).isGreaterThan(0.8);
                        });
        assertThat(
                        plates.getFirst()
                                .detection()
                                .box()
                                .iou(new io.alpr.vision.image.PixelBox(200, 200, 200, 50)))
                .isGreaterThan(0.5);
    }

    @Test
    void aWordOnAWallIsNoPlate() {
        assertThat(engine.recognize(scene("TAXI", new Color(70, 80, 90))))
                .extracting(Plate::reading)
                .doesNotHaveAnyElementsOfTypes(PlateReading.Legible.class);
    }

    @Test
    void aSinglePictureIsTriedMoreThanOnceAndAFrameOfAVideoOnce() {
        try (var stills = Engines.builtIn(Purpose.STILL, 1)) {
            assertThat(stills.margins()).hasSizeGreaterThan(1);
        }
        assertThat(engine.margins()).hasSize(1);
    }

    @Test
    void anEmptyPictureHoldsNothing() {
        assertThat(engine.recognize(new RgbPicture(640, 360, new byte[3 * 640 * 360]))).isEmpty();
        assertThat(engine.recognize(new RgbPicture(1, 1, new byte[3]))).isEmpty();
    }

    @Test
    void aRegionShowsThePlatesThatTheWholePictureShows() throws Exception {
        var scene = new SynthScene(Scenes.busy());
        int compared = 0;
        for (int frame = 20; frame < scene.frames(); frame += 15) {
            var picture = scene.frame(frame);
            for (var plate : engine.detector().detect(picture)) {
                if (plate.confidence() < DOUBTFUL) {
                    continue;
                }
                var region = plate.box().grown(1.5, 4, picture.width(), picture.height());
                var found = engine.detector().detect(picture, region);
                assertThat(found)
                        .as("frame %d, %s in %s", frame, plate, region)
                        .anyMatch(again -> again.box().iou(plate.box()) > 0.7);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void wholeNumbersFindThePlatesThatFractionsFind() throws Exception {
        assertThat(engine.detector().name()).isEqualTo("alpr-detector-2-int8");
        var scene = new SynthScene(Scenes.busy());
        int compared = 0;
        var model = Model.resource("fractions", Purpose.STILL.weights(), 1);
        var looks = Purpose.VIDEO.looks();
        try (var fractions =
                new BoxDetector(model, DetectorFormat.YOLO_RAW, looks, DOUBTFUL, 0.3)) {
            for (int frame = 20; frame < scene.frames(); frame += 15) {
                var picture = scene.frame(frame);
                var found = engine.detector().detect(picture);
                for (var plate : fractions.detect(picture)) {
                    assertThat(found)
                            .as("frame %d, %s", frame, plate)
                            .anyMatch(whole -> whole.box().iou(plate.box()) > 0.85);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static RgbPicture scene(String text, Color plate) {
        var image = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(new Color(70, 80, 90));
        graphics.fillRect(0, 0, 640, 360);
        graphics.setColor(plate);
        graphics.fillRect(200, 200, 200, 50);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 38));
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, 300 - width / 2, 239);
        graphics.dispose();
        return Pictures.of(image);
    }
}
