package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.app.config.ConfigFiles;
import io.alpr.pilot.area.Line;
import io.alpr.pilot.area.Point;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraSettings.Pace;
import io.alpr.pilot.camera.Evidence;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.service.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cameras of {@code alpr.yaml} as the pilot gets them. */
final class CamerasTest {
    @TempDir private Path folder = Path.of("");

    private CameraSettings camera(String... keys) throws IOException {
        var yaml =
                "cameras:\n- id: gate\n  source: gate.mp4\n  " + String.join("\n  ", keys) + "\n";
        var file = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        return Cameras.of(ConfigFiles.read(Optional.of(file), Map.of())).getFirst();
    }

    @Test
    void aCameraOfWhichNothingIsSaidWatchesTheWholePictureAsThePilotDoesByItself()
            throws IOException {
        assertThat(camera().passes()).isEqualTo(PassSettings.defaults());
    }

    @Test
    void zoneMasksAndLineArriveAsTheyAreWritten() throws IOException {
        var passes =
                camera(
                                "zone: [[0.1, 0.4], [0.9, 0.4], [1, 1], [0, 1]]",
                                "zone_name: driveway",
                                "masks:",
                                "- [[0.7, 0.2], [0.95, 0.2], [0.95, 0.4]]",
                                "- [[0, 0], [0.2, 0], [0.2, 0.1], [0, 0.1]]",
                                "line: [[0, 0.5], [1, 0.6]]",
                                "line_names: [arriving, leaving]",
                                "min_plate_width: 44",
                                "agreeing_reads: 5",
                                "single_reads: true")
                        .passes();
        assertThat(passes.area().zone().name()).isEqualTo("driveway");
        assertThat(passes.area().zone().outline().corners())
                .containsExactly(
                        new Point(0.1, 0.4), new Point(0.9, 0.4), new Point(1, 1), new Point(0, 1));
        assertThat(passes.area().masks()).hasSize(2);
        assertThat(passes.area().masks().getLast().corners()).hasSize(4);
        assertThat(passes.direction())
                .isEqualTo(new Line(new Point(0, 0.5), new Point(1, 0.6), "arriving", "leaving"));
        assertThat(passes.plateWidthMin()).isEqualTo(44);
        assertThat(passes.agreement()).isEqualTo(new Agreement(5, true));
        assertThat(passes.readsMax()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aZoneWithoutANameIsCalledZoneAndALineWithoutNamesLeadsInAndOut() throws IOException {
        var passes = camera("zone: [[0, 0], [1, 0], [1, 1]]", "line: [[0, 0], [1, 1]]").passes();
        assertThat(passes.area().zone().name()).isEqualTo("zone");
        assertThat(passes.direction())
                .isEqualTo(new Line(new Point(0, 0), new Point(1, 1), "in", "out"));
        assertThat(camera().passes().area()).isEqualTo(WatchedArea.ALL);
    }

    @Test
    void aCameraOfWhichNothingIsSaidHasOneStreamAndAFileIsReadAsFastAsItGoes() throws IOException {
        assertThat(camera().evidence()).isEqualTo(Evidence.NONE);
        assertThat(camera().video().pace()).isEqualTo(Pace.FAST);
        assertThat(camera("pace: real").video().pace()).isEqualTo(Pace.REAL);
    }

    @Test
    void theEvidenceStreamArrivesAsItIsWrittenAndHidesItsPassword() throws IOException {
        var yaml =
                """
                camera_defaults:
                  evidence_frame: true
                cameras:
                - id: gate
                  source: rtsp://viewer:hunter2@192.0.2.1/small
                  evidence: rtsp://viewer:hunter2@192.0.2.1/large
                - id: yard
                  source: http://192.0.2.2/small
                """;
        var file = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        var cameras = Cameras.of(ConfigFiles.read(Optional.of(file), Map.of()));

        assertThat(cameras.getFirst().evidence())
                .isEqualTo(
                        new Evidence.Stream(
                                new SourceAddress("rtsp://viewer:hunter2@192.0.2.1/large"), true));
        assertThat(cameras.getLast().evidence()).isEqualTo(Evidence.NONE);
        assertThat(cameras.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: [[0, 0], [1, 0]] | zone: a polygon must have 3 to 100 points, got: 2; list its corners",
                "zone: [[0, 0], [640, 0], [1, 1]] | zone: a point must be [x, y] in shares of the picture, each 0 to 1, got: [640.0, 0.0]; divide",
                "zone: [[0, 0], [1, 1], [1, 0], [0, 1]] | zone: the edges of a polygon must not cross",
                "zone: [[0, 0], [1], [1, 1]] | zone: a point must be two numbers [x, y], got: [1.0]",
                "zone: [[0, 0], [1, null], [1, 1]] | zone: a point must be two numbers [x, y], got: [1.0, null]",
                "zone: [[0, 0], null, [1, 1]] | zone: a point must be two numbers [x, y], got: null",
                "zone_name: yard | zone_name: 'yard' names no zone; list the corners",
                "masks: [[[0, 0], [1, 0], [1, 1]], [[0, 0], [1, 1]]] | masks[1]: a polygon must have 3 to 100 points",
                "line: [[0, 0]] | line: must be two points [[x1, y1], [x2, y2]], got: 1",
                "line: [[0, 0], [0, 0]] | line: a line must have two different points",
                "min_plate_width: -1 | min_plate_width must be 0 to 10000 pixels, got: -1",
                "pace: slow | pace must be fast or real, got: 'slow'",
                "evidence: large.mp4 | evidence must be the rtsp:// or http:// address of the camera's stream of full resolution, got: large.mp4",
                "evidence: rtsp://u:hush@192.0.2.1/large | evidence is for cameras: its frames are found by the time of their arrival; leave it out for the source gate.mp4",
                "agreeing_reads: 1 | agreeing_reads must be 2 to 100, got: 1; for events of a single read set single_reads: true",
            })
    void nonsenseIsOneLineWithCameraKeyRuleAndRemedy(String key, String rule) {
        assertThatThrownBy(() -> camera(key))
                .isInstanceOf(ConfigFault.class)
                .hasMessageStartingWith("cameras: gate: " + rule);
    }

    @Test
    void aLineNeedsBothOfItsNames() {
        assertThatThrownBy(() -> camera("line: [[0, 0], [1, 1]]", "line_names: [in]"))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(
                        "cameras: gate: line_names: must be two names such as [in, out], got: [in]");
    }

    @Test
    void aTextWhereNumbersBelongIsNamedWithItsLine() {
        assertThatThrownBy(() -> camera("zone: [[a, 0], [1, 0], [1, 1]]"))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("alpr.yaml:4: cameras[0].zone[0][0]: must be");
    }
}
