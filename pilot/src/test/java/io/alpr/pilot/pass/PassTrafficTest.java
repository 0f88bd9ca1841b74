package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several vehicles at once: each event is of one vehicle, and nothing of it is another's. */
class PassTrafficTest {
    private static final int MINUTE = 60 * PassRun.RATE;

    private final PassRun passes = new PassRun();

    private void play(int frames, BarStreet street) {
        passes.feed(
                passes.pipeline(passes.bars().engine(), PassSettings.defaults()),
                frames,
                street::frame);
    }

    /**
     * A lane down and one up, cars three seconds apart in each, plates a character apart.
     *
     * @param apart pixels from lane to lane; a plate is 96 wide
     */
    private static List<Car> traffic(SplittableRandom chance, int apart) {
        var cars = new ArrayList<Car>();
        for (int lane = 0; lane < 2; lane++) {
            int from = chance.nextInt(10);
            while (from < MINUTE) {
                boolean up = lane == 1;
                double speed = chance.nextDouble(8, 16);
                int frames = (int) (330 / speed);
                int y = up ? 330 : 4;
                int x = 10 + apart * lane + chance.nextInt(20);
                // Numbers that differ in one digit between neighbours.
                int code = 1000 + cars.size();
                cars.add(new Car(code, from, from + frames, x, y, 0, up ? -speed : speed));
                from += frames + 3 * PassRun.RATE + chance.nextInt(10);
            }
        }
        return cars;
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 500", "3, 500", "4, 200", "5, 200", "6, 200"})
    void everyCarOfTwoLanesIsOneEventOfItsOwnPlateTimeAndPlace(long seed, int apart) {
        var cars = traffic(new SplittableRandom(seed), apart);
        play(2 * MINUTE, new BarStreet(cars.toArray(Car[]::new)));
        assertThat(passes.texts())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(cars.stream().map(Car::text).toList());
        passes.events().forEach(event -> isOfItsCar(event, cars));
    }

    private static void isOfItsCar(PlateEvent event, List<Car> cars) {
        var text = event.plate().normalized();
        var car = cars.stream().filter(c -> c.text().equals(text)).findFirst().orElseThrow();
        int frame = event.details().span().frameNumber();
        var box = event.details().box();
        assertThat(frame).as("frame of %s", text).isBetween(car.from(), car.to());
        assertThat(box.x()).as("column of %s", text).isEqualTo(car.xAt(frame));
        assertThat(box.y()).as("row of %s", text).isEqualTo(car.yAt(frame));
        assertThat(event.id().capturedAt())
                .isEqualTo(PassRun.START.plusMillis(1000L * car.from() / PassRun.RATE));
        assertThat(event.plate().candidates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 9, 12})
    void carsThatCrossAndHideEachOtherKeepTheirPlates(int speed) {
        var behind = new Car(1110, 0, 45, 10, 100, speed, 0);
        var before = new Car(1111, 0, 45, 530, 106, -speed, 0);
        play(60, BarStreet.solid(List.of(behind, before)));
        assertThat(passes.texts()).containsExactlyInAnyOrder(behind.text(), before.text());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9, 12})
    void anOvertakerThatHidesTheOtherKeepsItsPlateAndSoDoesTheOther(int faster) {
        var slow = new Car(2220, 0, 70, 260, 100, 2, 0);
        var fast = new Car(2221, 0, 70, 0, 112, 2 + faster, 0);
        play(80, BarStreet.solid(List.of(slow, fast)));
        assertThat(passes.texts()).containsExactlyInAnyOrder(slow.text(), fast.text());
    }

    /** The first two reads lie, so that later ones always have something to add. */
    private void playParked(int frames, Car... cars) {
        var engine = passes.bars().engine(read -> read < 2 ? "K9999Z" : "");
        passes.feed(
                passes.pipeline(engine, PassSettings.defaults()),
                frames,
                new BarStreet(cars)::frame);
    }

    @Test
    void aCarParkedForElevenMinutesIsOneEventThatIsClosedWithinTen() {
        playParked(11 * MINUTE + 50, new Car(1234, 0, 11 * MINUTE, 200, 100, 0, 0));
        assertThat(passes.texts()).containsExactly("K1234Z");
        int first = passes.publishedAt().getFirst();
        int last = passes.publishedAt().getLast();
        // What the later reads made surer comes with the last revision, before the car has left.
        assertThat(last - first).isBetween(9 * MINUTE, 10 * MINUTE);
        assertThat(passes.archived().getFirst().details().span().lastSeen())
                .isAfter(PassRun.START.plus(Duration.ofMinutes(9)));
    }

    @Test
    void aParkedCarHiddenForAMomentAfterTenMinutesIsNeitherAnEventNorARevision() {
        playParked(
                12 * MINUTE,
                new Car(1234, 0, 10 * MINUTE + 50, 200, 100, 0, 0),
                new Car(1234, 10 * MINUTE + 65, 12 * MINUTE, 200, 100, 0, 0));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.count("alpr.passes.rejoined")).isEqualTo(1);
        assertThat(passes.publishedAt().getLast() - passes.publishedAt().getFirst())
                .isLessThanOrEqualTo(10 * MINUTE);
    }

    @Test
    void theCarBehindOneThatHasJustLeftIsAnEventOfItsOwn() {
        play(
                60,
                new BarStreet(
                        new Car(1110, 0, 15, 200, 20, 0, 20),
                        new Car(1111, 18, 33, 200, 20, 0, 20)));
        assertThat(passes.texts()).containsExactly("K1110Z", "K1111Z");
    }
}
