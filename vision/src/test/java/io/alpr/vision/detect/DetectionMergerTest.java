package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DetectionMergerTest {
    private static final DetectionMerger MERGER = new DetectionMerger(0.3);

    @Test
    void noTwoOfTheBoxesLeftAreOnePlate() {
        for (int seed = 0; seed < 500; seed++) {
            var boxes = RandomBoxes.list(new Random(seed), 25);
            var left = MERGER.merged(boxes);
            assertThat(left.isEmpty()).isEqualTo(boxes.isEmpty());
            for (int i = 0; i < left.size(); i++) {
                for (int j = i + 1; j < left.size(); j++) {
                    assertThat(left.get(i).iou(left.get(j)))
                            .describedAs("seed %d: %s and %s", seed, left.get(i), left.get(j))
                            .isLessThanOrEqualTo(0.3);
                }
            }
        }
    }

    @Test
    void theSurerOfTwoBoxesOfOneScaleStays() {
        var first = new Candidate(0, 0, 100, 25, 0.9);
        var second = new Candidate(6, 1, 106, 26, 0.8);
        assertThat(MERGER.merged(List.of(second, first))).containsExactly(first);
    }

    @Test
    void neighboursThatHardlyTouchAreTwoPlates() {
        var one = new Candidate(0, 0, 100, 25, 0.9);
        var other = new Candidate(98, 0, 198, 25, 0.85);
        assertThat(MERGER.merged(List.of(one, other))).containsExactly(one, other);
    }

    @Test
    void halvesOfOnePlateAreThePlateThatHoldsThem() {
        var left = new Candidate(40, 200, 400, 320, 0.80);
        var right = new Candidate(300, 202, 590, 322, 0.76);
        var whole = new Candidate(36, 196, 600, 324, 0.70);
        assertThat(MERGER.merged(List.of(left, right, whole)))
                .containsExactly(new Candidate(36, 196, 600, 324, 0.80));
    }

    @Test
    void halvesThatOverlapAreOnePlateThoughNothingHoldsThem() {
        var left = new Candidate(40, 200, 400, 320, 0.80);
        var right = new Candidate(340, 202, 590, 322, 0.76);
        assertThat(MERGER.merged(List.of(left, right)))
                .containsExactly(new Candidate(40, 200, 590, 322, 0.80));
    }

    @Test
    void aVehicleAroundAPlateIsNoPlate() {
        var plate = new Candidate(200, 300, 300, 325, 0.7);
        var vehicle = new Candidate(100, 100, 420, 360, 0.9);
        assertThat(MERGER.merged(List.of(plate, vehicle))).containsExactly(vehicle);
        var unsure = new Candidate(100, 100, 420, 360, 0.6);
        assertThat(MERGER.merged(List.of(plate, unsure))).containsExactly(plate);
    }

    @Test
    void aFaintPieceBesideAPlateDoesNotWidenIt() {
        var plate = new Candidate(0, 0, 100, 25, 0.9);
        var piece = new Candidate(80, 1, 140, 24, 0.3);
        assertThat(MERGER.merged(List.of(plate, piece))).startsWith(plate);
    }
}
