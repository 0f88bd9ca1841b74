package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.Point;
import io.alpr.pilot.area.Polygon;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.area.Zone;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.vision.image.PixelBox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which plates of a picture become events, on the real tracker. */
class PassAreaTest {
    private static final Agreement TWO = new Agreement(2, false);
    private static final Polygon LEFT_HALF = rectangle(0, 0, 0.5, 1);
    private static final Car ON_THE_LEFT = new Car(1234, 0, 20, 20, 40, 4, 10);
    private static final Car ON_THE_RIGHT = new Car(2345, 0, 20, 400, 40, 4, 10);

    private final PassRun passes = new PassRun();

    private static Polygon rectangle(double left, double top, double right, double bottom) {
        return new Polygon(
                List.of(
                        new Point(left, top),
                        new Point(right, top),
                        new Point(right, bottom),
                        new Point(left, bottom)));
    }

    private void play(WatchedArea area, Car... cars) {
        var settings = PassSettings.of(TWO, area, 30, new Growth());
        passes.feed(
                passes.pipeline(passes.bars().engine(), settings), 25, new BarStreet(cars)::frame);
    }

    @Test
    void aPlateOutsideTheZoneIsCountedAndNeitherFollowedNorRead() {
        play(
                new WatchedArea(new Zone("driveway", LEFT_HALF), List.of()),
                ON_THE_LEFT,
                ON_THE_RIGHT);

        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.events())
                .extracting(e -> e.details().travel().roi())
                .containsOnly("driveway");
        assertThat(passes.count("alpr.plates.ignored", "outside_zone")).isEqualTo(21);
        assertThat(passes.count("alpr.vehicles.detected")).isEqualTo(1);
        assertThat(passes.rejectCounts()).isEmpty();
    }

    @Test
    void withoutAZoneEventsNameNone() {
        play(WatchedArea.ALL, ON_THE_LEFT, ON_THE_RIGHT);
        assertThat(passes.texts()).containsExactlyInAnyOrder("K1234Z", "K2345Z");
        assertThat(passes.events()).extracting(e -> e.details().travel().roi()).containsOnly("");
    }

    @Test
    void aMaskHidesWhatIsParkedThereAndNothingElse() {
        var parked = new Car(777, 0, 24, 500, 20, 0, 0);
        play(
                new WatchedArea(Zone.WHOLE_PICTURE, List.of(rectangle(0.75, 0, 1, 0.15))),
                ON_THE_LEFT,
                parked);
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.count("alpr.plates.ignored", "masked")).isPositive();
        assertThat(passes.count("alpr.plates.ignored", "outside_zone")).isZero();
    }

    @Test
    void aPlateThatStaysTooSmallIsRefusedOnceWithItsPicture() {
        var settings =
                PassSettings.of(TWO, WatchedArea.ALL, BarStreet.PLATE_WIDTH + 1, new Growth());
        passes.feed(
                passes.pipeline(passes.bars().engine(), settings),
                25,
                new BarStreet(ON_THE_LEFT)::frame);
        assertThat(passes.events()).isEmpty();
        assertThat(passes.bars().reads()).isZero();
        assertThat(passes.rejectCounts())
                .containsOnly(org.assertj.core.api.Assertions.entry("too_small", 1L));
        assertThat(passes.rejects())
                .singleElement()
                .satisfies(
                        reject -> {
                            assertThat(reject.reason()).isEqualTo("too_small");
                            assertThat(reject.box().width()).isEqualTo(BarStreet.PLATE_WIDTH);
                            assertThat(reject.crop().width()).isEqualTo(BarStreet.PLATE_WIDTH);
                        });
    }

    @Test
    void aPlateThatBecomesLargeEnoughIsReadThenAndCountsFromItsFirstSight() {
        var settings = PassSettings.of(TWO, WatchedArea.ALL, 80, new Growth());
        passes.feed(
                passes.pipeline(passes.bars().engine(), settings),
                20,
                index ->
                        BarStreet.frame(
                                1234,
                                new PixelBox(200, 40 + 8 * index, 60 + 4 * index, 20 + index)));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.publishedAt().getFirst()).isGreaterThanOrEqualTo(6);
        assertThat(passes.events().getFirst().id().capturedAt()).isEqualTo(PassRun.START);
        assertThat(passes.rejectCounts()).isEmpty();
    }
}
