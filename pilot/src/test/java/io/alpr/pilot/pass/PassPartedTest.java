package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.vision.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A vehicle that drives up in the very place of another, out of sight for a moment between. */
final class PassPartedTest {
    private static final Car FIRST = new Car(1234, 0, 9, 200, 100, 0, 0);
    private static final Car SECOND = new Car(2871, 12, 24, 203, 101, 0, 0);

    private final PassRun passes = new PassRun();

    @Test
    void anotherPlateInTheSamePlaceIsAnotherPass() {
        run(passes.bars().engine(), FIRST, SECOND);
        assertThat(lastWords()).containsExactly("K1234Z", "K2871Z");
        var ids = passes.events().stream().map(e -> e.id().eventId()).distinct().toList();
        assertThat(ids).hasSize(2);
    }

    @Test
    void eachHasOnlyReadsOfItsOwn() {
        run(passes.bars().engine(), FIRST, SECOND);
        assertThat(passes.events())
                .allSatisfy(event -> assertThat(event.plate().candidates()).isEmpty());
        var second = passes.events().getLast();
        assertThat(second.id().capturedAt())
                .isAfterOrEqualTo(PassRun.START.plusMillis(1000 / PassRun.RATE * 12));
    }

    @Test
    void theSamePlateAfterAMomentOutOfSightIsTheSamePass() {
        run(passes.bars().engine(), FIRST, new Car(1234, 12, 24, 203, 101, 0, 0));
        assertThat(lastWords()).containsExactly("K1234Z");
    }

    @Test
    void oneMisreadAfterAMomentOutOfSightIsNoOtherVehicle() {
        var bars = passes.bars();
        // A standing plate is read four times, so this is the first after the gap.
        run(
                bars.engine(read -> read == 4 ? "XY77PQ" : ""),
                FIRST,
                new Car(1234, 12, 24, 203, 101, 0, 0));
        assertThat(lastWords()).containsExactly("K1234Z");
        assertThat(bars.reads()).isGreaterThan(5);
    }

    @Test
    void whoComesWhereAnotherWasAndIsSeenBadlyAtFirstIsAnotherPass() {
        // The first read after the gap contradicts, seven more say nothing.
        run(
                passes.bars()
                        .engine(read -> read == 4 ? "XY77PQ" : read > 4 && read < 12 ? "?" : ""),
                FIRST,
                SECOND);
        assertThat(lastWords()).containsExactly("K1234Z", "K2871Z");
    }

    @Test
    void whoComesWhereAnotherWasAndIsReadCloselyOnlyIsAnotherPass() {
        run(passes.bars().engineThatReadsClosely(read -> read < 4 ? "" : "?"), FIRST, SECOND);
        assertThat(lastWords()).containsExactly("K1234Z", "K2871Z");
    }

    @Test
    void whoIsNeverReadAlikeIsNotReadForEver() {
        // After the gap each read says another text, none of them the plate's.
        int frames = 600;
        var street = new BarStreet(FIRST, new Car(1234, 12, frames, 203, 101, 0, 0));
        var bars = passes.bars();
        var engine = bars.engine(read -> read < 4 ? "" : "XY%03dPQ".formatted(read * 111 % 1000));
        passes.feed(passes.pipeline(engine, PassSettings.defaults()), frames, street::frame);
        assertThat(bars.reads()).isBetween(20, 80);
    }

    private void run(Engine engine, Car... cars) {
        var street = new BarStreet(cars);
        passes.feed(passes.pipeline(engine, PassSettings.defaults()), 30, street::frame);
    }

    private List<String> lastWords() {
        var last = new LinkedHashMap<UUID, PlateEvent>();
        passes.events().forEach(event -> last.put(event.id().eventId(), event));
        return last.values().stream().map(event -> event.plate().normalized()).toList();
    }
}
