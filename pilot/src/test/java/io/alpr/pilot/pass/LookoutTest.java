package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
        var usual = PassSettings.defaults();
        return new PassSettings(
                usual.agreement(),
                usual.area(),
                usual.plateWidthMin(),
                usual.direction(),
                usual.readsMax(),
                Duration.ZERO,
                usual.rejoin());
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
        var pts = step.multipliedBy(frames);
        var frame =
                new Frame(
                        BarStreet.grey(picture),
                        pts,
                        Instant.EPOCH.plus(pts),
                        frames++,
                        System.nanoTime());
        return lookout.look(frame).plates();
    }
}
