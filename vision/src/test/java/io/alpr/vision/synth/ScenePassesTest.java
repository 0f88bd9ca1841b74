package io.alpr.vision.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.Engine;
import io.alpr.vision.Engines;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.read.Consensus;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.Sharpness;
import io.alpr.vision.track.PlateTracker;
import io.alpr.vision.track.TrackerSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenes are fit for what they are made for: their plates can be followed and read. */
class ScenePassesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyPassOfDenseTrafficIsOneTrack(int everyFrames) {
        var truth = new SynthScene(Scenes.busy()).truth();
        var tracker = new PlateTracker(TrackerSettings.defaults());
        Map<Integer, Set<Long>> tracksOfVehicle = new HashMap<>();
        Map<Long, Set<Integer>> vehiclesOfTrack = new HashMap<>();
        for (int frame = 0; frame < truth.frames(); frame += everyFrames) {
            var owners = owners(truth, frame);
            var time = Scenes.busy().format().timeOf(frame);
            for (var sighting : tracker.update(time, List.copyOf(owners.keySet())).sightings()) {
                Integer vehicle = owners.get(sighting.detection());
                assertThat(vehicle).isNotNull();
                tracksOfVehicle
                        .computeIfAbsent(vehicle, v -> new HashSet<>())
                        .add(sighting.track());
                vehiclesOfTrack
                        .computeIfAbsent(sighting.track(), t -> new HashSet<>())
                        .add(vehicle);
            }
        }
        assertThat(tracksOfVehicle).hasSize(truth.passes().size());
        assertThat(tracksOfVehicle.values()).allSatisfy(tracks -> assertThat(tracks).hasSize(1));
        assertThat(vehiclesOfTrack.values())
                .allSatisfy(vehicles -> assertThat(vehicles).hasSize(1));
    }

    @Test
    void thePlatesOfTheDemoCanBeRead() {
        var scene = new SynthScene(Scenes.demo());
        int reads = 0;
        int right = 0;
        try (var engine = Engines.builtIn()) {
            for (var pass : scene.passes()) {
                var consensus = new Consensus();
                for (var box : pass.boxes()) {
                    if (box.box().height() < 18 || box.frame() % 3 != 0) {
                        continue;
                    }
                    reads++;
                    right += vote(engine, scene, box, consensus).equals(pass.text()) ? 1 : 0;
                }
                assertThat(consensus.verdict().orElseThrow().text()).isEqualTo(pass.text());
            }
        }
        assertThat(reads).isGreaterThan(30);
        assertThat((double) right / reads).as("%d of %d", right, reads).isGreaterThan(0.93);
    }

    private static String vote(Engine engine, SynthScene scene, TrueBox box, Consensus consensus) {
        var frame = scene.frame(box.frame());
        var crop = engine.cut(frame, box.box());
        var reading = engine.reader().read(List.of(crop)).getFirst();
        if (reading instanceof PlateReading.Legible legible) {
            consensus.add(legible, Sharpness.of(crop));
            return legible.text();
        }
        return "";
    }

    private static Map<Detection, Integer> owners(Truth truth, int frame) {
        Map<Detection, Integer> owners = new HashMap<>();
        for (var pass : truth.passes()) {
            pass.boxes().stream()
                    .filter(box -> box.frame() == frame)
                    .forEach(box -> owners.put(new Detection(box.box(), 0.9), pass.vehicle()));
        }
        return owners;
    }
}
