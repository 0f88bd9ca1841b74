package io.alpr.vision.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.track.TestingTraffic.Car;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlateTrackerTest {
    private final PlateTracker tracker = new PlateTracker(TrackerSettings.defaults());

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 15, 25})
    void everyCarOfTwoLanesKeepsOneTrack(double framesPerSecond) {
        var cars = new ArrayList<Car>();
        for (int i = 0; i < 4; i++) {
            cars.add(new Car(-1.6, 30 + 18 * i, 12));
            cars.add(new Car(1.6, 5 - 18 * i, -12));
        }
        for (int seed = 0; seed < 20; seed++) {
            var outcome = TestingTraffic.run(cars, framesPerSecond, 0, 0, seed);
            assertThat(outcome.switches()).as("switches, seed %d", seed).isZero();
            assertThat(outcome.mixed()).as("mixed tracks, seed %d", seed).isZero();
            assertThat(outcome.tracks()).hasSize(8);
        }
    }

    @Test
    void missedAndDoubtfulDetectionsSeldomBreakATrack() {
        var cars = new ArrayList<Car>();
        for (int i = 0; i < 4; i++) {
            cars.add(new Car(-1.6, 30 + 20 * i, 10));
            cars.add(new Car(1.6, 5 - 20 * i, -10));
        }
        int switches = 0;
        int mixed = 0;
        for (int seed = 0; seed < 40; seed++) {
            var outcome = TestingTraffic.run(cars, 10, 0.15, 0.2, seed);
            switches += outcome.switches();
            mixed += (int) outcome.mixed();
        }
        // 320 passes.
        assertThat(switches).isLessThanOrEqualTo(3);
        assertThat(mixed).isLessThanOrEqualTo(3);
    }

    @Test
    void anOvertakingCarKeepsItsTrack() {
        var cars = List.of(new Car(-1.6, 26, 6), new Car(1.2, 36, 12));
        for (int seed = 0; seed < 50; seed++) {
            var outcome = TestingTraffic.run(cars, 10, 0.05, 0, seed);
            assertThat(outcome.switches()).as("seed %d", seed).isZero();
            assertThat(outcome.mixed()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void platesThatCrossOnThePictureKeepTheirTracks() {
        var ids = new ArrayList<List<Long>>();
        for (int frame = 0; frame < 30; frame++) {
            var right = plate(100 + 20 * frame, 300, 0.9);
            var left = plate(700 - 20 * frame, 340, 0.9);
            var update = tracker.update(Duration.ofMillis(100L * frame), List.of(right, left));
            ids.add(List.of(trackOf(update, right), trackOf(update, left)));
        }
        assertThat(ids).allMatch(ids.getFirst()::equals);
    }

    @Test
    void aHiddenPlateComesBackWithItsTrackAndAForgottenOneDoesNot() {
        for (int frame = 0; frame < 6; frame++) {
            tracker.update(at(frame * 100L), List.of(plate(100 + 10 * frame, 300, 0.9)));
        }
        tracker.update(at(1000), List.of());
        var back = tracker.update(at(1500), List.of(plate(250, 300, 0.9)));
        assertThat(back.sightings()).extracting(Sighting::track).containsExactly(1L);

        var late = tracker.update(at(3100), List.of(plate(410, 300, 0.9)));
        assertThat(late.ended()).containsExactly(1L);
        assertThat(late.sightings()).extracting(Sighting::track).containsExactly(2L);
    }

    @Test
    void whoStopsInSightOfALostVehicleIsNotTakenForItAMomentLater() {
        for (int x = 100; x <= 600; x += 10) {
            var tracker = new PlateTracker(TrackerSettings.defaults());
            for (int frame = 0; frame < 6; frame++) {
                tracker.update(at(frame * 100L), List.of(plate(600 + 2 * frame, 300, 0.9)));
            }
            tracker.update(at(700), List.of());
            var plate = plate(x, 300, 0.9);
            long first = trackOf(tracker.update(at(800), List.of(plate)), plate);
            for (int frame = 0; frame < 6; frame++) {
                var next = tracker.update(at(900 + frame * 100L), List.of(plate));
                assertThat(trackOf(next, plate)).as("at %d", x).isEqualTo(first);
            }
        }
    }

    @Test
    void aTrackIsConfirmedAtItsSecondSightingAndTellsItsVelocity() {
        var first = tracker.update(at(0), List.of(plate(100, 300, 0.9)));
        assertThat(first.sightings().getFirst().confirmed()).isFalse();
        assertThat(first.sightings().getFirst().velocity()).isEqualTo(Velocity.NONE);
        Update last = first;
        for (int frame = 1; frame < 10; frame++) {
            last = tracker.update(at(frame * 100L), List.of(plate(100, 300 + 12 * frame, 0.9)));
        }
        var sighting = last.sightings().getFirst();
        assertThat(sighting.confirmed()).isTrue();
        assertThat(sighting.velocity().y()).isBetween(110.0, 130.0);
        assertThat(sighting.velocity().x()).isBetween(-5.0, 5.0);
    }

    @Test
    void doubtfulDetectionsContinueATrackButStartNone() {
        var doubtful = tracker.update(at(0), List.of(plate(100, 300, 0.3)));
        assertThat(doubtful.sightings()).isEmpty();
        tracker.update(at(100), List.of(plate(100, 300, 0.9)));
        tracker.update(at(200), List.of(plate(104, 300, 0.9)));
        var update = tracker.update(at(300), List.of(plate(108, 300, 0.3)));
        assertThat(update.sightings()).extracting(Sighting::track).containsExactly(1L);
        assertThat(tracker.update(at(400), List.of(plate(112, 300, 0.05))).sightings()).isEmpty();
    }

    @Test
    void doubtfulDetectionsAloneGoOnWithATrackForThreeSecondsAndNoLonger() {
        for (int frame = 0; frame < 4; frame++) {
            tracker.update(at(frame * 100L), List.of(plate(100, 300, 0.9)));
        }
        for (int frame = 4; frame < 33; frame++) {
            var update = tracker.update(at(frame * 100L), List.of(plate(100, 300, 0.3)));
            assertThat(update.sightings()).as("frame %d", frame).hasSize(1);
        }
        tracker.update(at(3300), List.of(plate(100, 300, 0.3)));
        var over = tracker.update(at(3400), List.of(plate(100, 300, 0.3)));
        assertThat(over.ended()).containsExactly(1L);
        assertThat(over.sightings()).isEmpty();
    }

    @Test
    void aShadowDoesNotKeepThePlaceOfAVehicleThatLeft() {
        for (int frame = 0; frame < 4; frame++) {
            tracker.update(at(frame * 100L), List.of(plate(100, 300, 0.9)));
        }
        tracker.update(at(400), List.of());
        assertThat(tracker.update(at(500), List.of(plate(100, 300, 0.3))).sightings()).isEmpty();
        assertThat(tracker.update(at(600), List.of(plate(100, 300, 0.9))).sightings())
                .extracting(Sighting::track)
                .containsExactly(1L);
    }

    @Test
    void thereAreNeverMoreTracksThanAllowed() {
        var small =
                new PlateTracker(
                        new TrackerSettings(
                                0.5, 0.1, 0.5, 2, Duration.ofSeconds(9), Duration.ofSeconds(9), 3));
        var random = new Random(1);
        long alive = 0;
        for (int frame = 0; frame < 200; frame++) {
            var detections = new ArrayList<Detection>();
            for (int i = 0; i < 5; i++) {
                detections.add(plate(random.nextInt(4000), random.nextInt(3000), 0.9));
            }
            long before = frame;
            var update = small.update(at(frame * 10L), detections);
            alive -= update.ended().size();
            alive +=
                    update.sightings().stream()
                            .filter(s -> s.velocity().equals(Velocity.NONE))
                            .count();
            assertThat(alive).as("frame %d", before).isBetween(1L, 3L);
        }
        assertThat(small.finish()).hasSize((int) alive);
    }

    @Test
    void theSameDetectionsGiveTheSameTracks() {
        var other = new PlateTracker(TrackerSettings.defaults());
        var random = new Random(3);
        for (int frame = 0; frame < 100; frame++) {
            var detections = new ArrayList<Detection>();
            for (int i = 0; i < random.nextInt(8); i++) {
                detections.add(
                        plate(random.nextInt(1000), random.nextInt(600), random.nextDouble()));
            }
            assertThat(tracker.update(at(frame * 70L), detections))
                    .isEqualTo(other.update(at(frame * 70L), detections));
        }
    }

    @Test
    void finishEndsAllAndOrdinalsGoOn() {
        tracker.update(at(5000), List.of(plate(100, 300, 0.9), plate(600, 300, 0.9)));
        assertThat(tracker.finish()).containsExactly(1L, 2L);
        assertThat(tracker.finish()).isEmpty();
        var update = tracker.update(at(0), List.of(plate(100, 300, 0.9)));
        assertThat(update.sightings()).extracting(Sighting::track).containsExactly(3L);
    }

    @Test
    void timeThatRunsBackwardsIsRefused() {
        tracker.update(at(100), List.of());
        assertThatThrownBy(() -> tracker.update(at(99), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backwards");
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new TrackerSettings(0.1, 0.5, 0.5, 2, second, second, 9))
                .hasMessageContaining("lowScore=0.5");
        assertThatThrownBy(() -> new TrackerSettings(0.5, 0.1, 0.5, 0, second, second, 9))
                .hasMessageContaining("confirmAfter=0");
        assertThatThrownBy(() -> new TrackerSettings(0.5, 0.1, 0.5, 2, Duration.ZERO, second, 9))
                .hasMessageContaining("keepTentative=PT0S");
    }

    private static long trackOf(Update update, Detection detection) {
        return update.sightings().stream()
                .filter(s -> s.detection().equals(detection))
                .findFirst()
                .orElseThrow()
                .track();
    }

    private static Duration at(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Detection plate(int x, int y, double confidence) {
        return new Detection(new PixelBox(x, y, 100, 24), confidence);
    }
}
