package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.pilot.reject.Reject;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.read.PlateReading;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a pass is kept as refused. */
class PassRejectsTest {
    private final PassRun passes = new PassRun();

    private void play(boolean singles, int frames, IntFunction<String> lies, Car... cars) {
        var settings =
                PassSettings.of(new Agreement(2, singles), WatchedArea.ALL, 30, new Growth());
        passes.feed(
                passes.pipeline(passes.bars().engine(lies), settings),
                frames,
                new BarStreet(cars)::frame);
    }

    @Test
    void ofManyRefusedReadsOfAPassOneIsKept() {
        play(false, 30, _ -> "?", new Car(1234, 0, 25, 20, 40, 12, 4));
        assertThat(passes.rejectCounts().get("uncertain")).isGreaterThan(5);
        assertThat(passes.rejects()).extracting(Reject::reason).containsExactly("uncertain");
    }

    @Test
    void aPlateThatStopsAtThePicturesEdgeIsRefusedAndNotPublished() {
        // Without the check its reads agree and are published.
        play(false, 20, _ -> "819AK", new Car(1234, 0, 19, 0, 100, 0, 0));
        assertThat(passes.events()).isEmpty();
        assertThat(passes.rejects()).extracting(Reject::reason).containsExactly("truncated");
        assertThat(passes.rejects().getFirst().guess().text()).isEqualTo("819AK");
    }

    @Test
    void itIsTheLargestOfThem() {
        var settings = PassSettings.of(new Agreement(2, false), WatchedArea.ALL, 30, new Growth());
        passes.feed(
                passes.pipeline(passes.bars().engine(_ -> "?"), settings),
                10,
                index ->
                        BarStreet.frame(
                                1234,
                                new PixelBox(200, 40 + 8 * index, 60 + 4 * index, 20 + index)));
        assertThat(passes.rejects())
                .singleElement()
                .satisfies(
                        reject ->
                                assertThat(reject.box()).isEqualTo(new PixelBox(200, 112, 96, 29)));
    }

    @Test
    void aParkedCarThatCannotBeReadIsKeptOnceAndBeforeItLeaves() {
        play(false, 600, _ -> "?", new Car(1234, 0, 599, 200, 100, 0, 0));
        assertThat(passes.rejects()).hasSize(1);
        assertThat(passes.rejectedAt().getFirst()).isLessThan(100);
    }

    @Test
    void readsThatNeverAgreeAreKeptWithTheBestOfThemAndItsPicture() {
        play(false, 20, "K%04dZ"::formatted, new Car(1234, 0, 2, 20, 40, 12, 4));
        assertThat(passes.rejects()).singleElement().satisfies(this::showsThePlate);
        var reject = passes.rejects().getFirst();
        assertThat(reject.reason()).isEqualTo("no_agreement");
        assertThat(reject.guess().text()).matches("K000[012]Z");
        assertThat(reject.guess().score()).isBetween(0.3, 1.0);
        assertThat(reject.time()).isBetween(PassRun.START, PassRun.START.plusSeconds(1));
    }

    private void showsThePlate(Reject reject) {
        assertThat(passes.bars().engine().recognize(reject.crop()))
                .anyMatch(
                        plate ->
                                plate.reading() instanceof PlateReading.Legible legible
                                        && legible.text().equals("K1234Z"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTextThatIsPutTogetherAndThatNoReadSaidIsNeitherEventNorSilence(boolean singles) {
        var mistaken = List.of("AXCD1", "ABXD1", "ABCX1");
        play(
                singles,
                20,
                read -> read < 3 ? mistaken.get(read) : "?",
                new Car(1234, 0, 12, 20, 40, 12, 4));
        assertThat(passes.events()).isEmpty();
        assertThat(passes.rejectCounts()).containsEntry("no_agreement", 1L);
        assertThat(passes.rejects()).extracting(Reject::reason).contains("no_agreement");
    }

    @Test
    void aPassThatIsReadWellLeavesNothing() {
        play(false, 30, _ -> "", new Car(1234, 0, 25, 20, 40, 12, 4));
        assertThat(passes.texts()).hasSize(1);
        assertThat(passes.rejects()).isEmpty();
    }
}
