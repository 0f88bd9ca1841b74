package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks between two looks at everything, at ten frames a second but where it is said. */
final class LookoutTest {
    private static final long ALL = (long) BarStreet.WIDTH * BarStreet.HEIGHT;

    private final BarEngine bars = new BarEngine();
    private final Lookout lookout =
            new Lookout(
                    restless(),
                    bars.engine().detector(),
                    new CameraMeters(new SimpleMeterRegistry(), "gate"));
    private int frames;
    private Duration step = Duration.ofMillis(100);

    /** All of the picture moves always. */
    private static PassSettings restless() {
        return PassSettings.defaults().withStillness(Duration.ZERO);
    }

    @Test
    void everyOtherLookIsAroundTheKnownPlates() {
        var street = new BarStreet(new Car(1234, 0, 20, 20, 40, 12, 4));
        for (int pair = 0; pair < 5; pair++) {
            assertThat(pixels(street)).isEqualTo(ALL);
            assertThat(pixels(street)).isBetween(1L, ALL / 5);
        }
    }

    @Test
    void atFiveFramesASecondThereIsNoTimeForThat() {
        step = Duration.ofMillis(200);
        var street = new BarStreet(new Car(1234, 0, 20, 20, 40, 12, 4));
        for (int frame = 0; frame < 10; frame++) {
            assertThat(pixels(street)).isEqualTo(ALL);
        }
    }

    @Test
    void aStreetWithoutPlatesIsLookedAtAsAWholeAlways() {
        for (int frame = 0; frame < 10; frame++) {
            assertThat(pixels(new BarStreet())).isEqualTo(ALL);
        }
    }

    @Test
    void whoComesMeanwhileIsFoundInTheNextFrame() {
        var there = new Car(1111, 0, 20, 20, 20, 4, 0);
        var street = new BarStreet(there, new Car(2222, 1, 20, 420, 280, -4, 0));
        assertThat(look(street)).hasSize(1);
        assertThat(look(street)).hasSize(1);
        assertThat(look(street)).hasSize(2);
    }

    @Test
    void aPlateThatIsNotWhereItShouldBeIsSearchedForAtOnce() {
        var far = new PixelBox(500, 300, 96, 24);
        assertThat(look(BarStreet.frame(1234, new PixelBox(20, 20, 96, 24)))).hasSize(1);
        assertThat(look(BarStreet.frame(1234, far)))
                .singleElement()
                .extracting(Detection::box)
                .isEqualTo(far);
    }

    @Test
    void forAPlateThatIsLostAllIsSearchedForAWhile() {
        var stays = new Car(1111, 0, 40, 20, 20, 4, 0);
        var street = new BarStreet(stays, new Car(2222, 0, 1, 420, 280, -4, 0));
        assertThat(look(street)).hasSize(2);
        assertThat(look(street)).hasSize(2);
        for (int frame = 2; frame < 7; frame++) {
            assertThat(pixels(street)).isEqualTo(ALL);
        }
        assertThat(pixels(street) + pixels(street)).isLessThan(2 * ALL);
    }

    @Test
    void whereSomethingMovedInABriefFrameIsLookedAtInTheNextThoughItStands() {
        var usual =
                new Lookout(
                        PassSettings.defaults(),
                        bars.engine().detector(),
                        new CameraMeters(new SimpleMeterRegistry(), "gate"));
        var first = new Car(1111, 0, 20, 20, 20, 4, 0);
        var second = new Car(2222, 3, 20, 420, 280, 0, 0);
        // The body around the first is large enough that a brief look is worth it.
        var street = BarStreet.solid(List.of(first, second));
        var seen = new ArrayList<Integer>();
        for (int frame = 0; frame < 6; frame++) {
            seen.add(usual.look(frame(street.frame(frame))).plates().size());
        }
        assertThat(seen).startsWith(1, 1, 1).endsWith(2);
    }

    @Test
    void aFaintPlateThatMovesIsNowhereInABriefLook() {
        var told = new Told();
        var lookout =
                new Lookout(restless(), told, new CameraMeters(new SimpleMeterRegistry(), "gate"));
        var empty = new BarStreet().frame(0);
        var sure = new PixelBox(100, 50, 96, 24);
        told.now = List.of(new Detection(sure, 0.6), new Detection(box(400), 0.4));
        assertThat(lookout.look(frame(empty)).plates()).hasSize(2);
        told.now = List.of(new Detection(sure, 0.6), new Detection(box(410), 0.4));
        assertThat(lookout.look(frame(empty)).plates())
                .extracting(Detection::box)
                .containsExactly(sure);
        assertThat(lookout.look(frame(empty)).plates())
                .extracting(Detection::box)
                .containsExactly(sure, box(410));
    }

    @Test
    void forAModelThatLooksAtAllAnywayNoLookIsBrief() {
        var told = new Told();
        told.quicker = false;
        var lookout =
                new Lookout(restless(), told, new CameraMeters(new SimpleMeterRegistry(), "gate"));
        var empty = new BarStreet().frame(0);
        told.now = List.of(new Detection(new PixelBox(100, 50, 96, 24), 0.6));
        assertThat(lookout.look(frame(empty)).plates()).hasSize(1);
        told.now = List.of(told.now.getFirst(), new Detection(new PixelBox(400, 300, 96, 24), 0.6));
        assertThat(lookout.look(frame(empty)).plates()).hasSize(2);
    }

    private static PixelBox box(int x) {
        return new PixelBox(x, 300, 96, 24);
    }

    /** Finds what it is told, where it looks. */
    private static final class Told implements PlateDetector {
        private List<Detection> now = List.of();
        private boolean quicker = true;

        @Override
        public List<Detection> detect(Picture picture) {
            return now;
        }

        @Override
        public List<Detection> detect(Picture picture, PixelBox region) {
            return now.stream().filter(one -> region.contains(one.box())).toList();
        }

        @Override
        public boolean isQuickerForRegions() {
            return quicker;
        }

        @Override
        public double threshold() {
            return 0.5;
        }

        @Override
        public String name() {
            return "told";
        }

        @Override
        public void close() {}
    }

    /** That are looked at in the next frame. */
    private long pixels(BarStreet street) {
        long before = bars.pixels();
        look(street);
        return bars.pixels() - before;
    }

    private List<Detection> look(BarStreet street) {
        return look(street.frame(frames));
    }

    private List<Detection> look(RgbPicture picture) {
        return lookout.look(frame(picture)).plates();
    }

    private Frame frame(RgbPicture picture) {
        var pts = step.multipliedBy(frames);
        return new Frame(
                BarStreet.grey(picture), pts, Instant.EPOCH.plus(pts), frames++, System.nanoTime());
    }
}
