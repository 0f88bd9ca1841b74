package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Passes, at five frames a second, without a video between. */
class PassPipelineTest {
    private static final Instant START = PassRun.START;
    private static final int RATE = PassRun.RATE;

    private final PassRun passes = new PassRun();
    private final BarEngine bars = passes.bars();

    @Test
    void aPassIsPublishedAtOnceWhenTwoReadsAgree() {
        var pipeline = pipeline(bars.engine(), PassSettings.defaults());
        var street = new BarStreet(new Car(1234, 0, 20, 20, 40, 12, 4));
        assertThat(pipeline.frame(frame(street, 0))).isEmpty();
        var second = pipeline.frame(frame(street, 1));

        assertThat(second).hasSize(1);
        var event = second.getFirst().event();
        assertThat(event.id().revision()).isEqualTo(1);
        assertThat(event.id().capturedAt()).isEqualTo(START);
        assertThat(event.plate().normalized()).isEqualTo("K1234Z");
        assertThat(event.details().reads()).isEqualTo(new PlateEvent.Reads(2, 2, List.of()));
        assertThat(event.details().latencyMs()).isBetween(0, 60_000);
    }

    @Test
    void aMisreadThatTheRestOfThePassCorrectsKeepsItsIdAndItsTime() {
        var engine = bars.engine(read -> read < 2 ? "K9999Z" : "");
        run(engine, 20, new Car(1234, 0, 15, 20, 40, 12, 4));

        assertThat(events()).hasSizeGreaterThan(1);
        assertThat(events()).extracting(e -> e.id().eventId()).containsOnly(firstId());
        assertThat(events()).extracting(e -> e.id().capturedAt()).containsOnly(START);
        assertThat(events().getFirst().plate().normalized()).isEqualTo("K9999Z");
        assertThat(events().getLast().plate().normalized()).isEqualTo("K1234Z");
        assertThat(events().getLast().plate().candidates())
                .extracting(PlateEvent.Candidate::normalized)
                .contains("K9999Z");
    }

    @Test
    void aPlateThatIsReadOtherwiseEveryTimeAtFirstIsReadUntilItsReadsAgree() {
        var engine =
                bars.engine(read -> read < 20 ? "%06d".formatted(read * 104_729 % 1_000_000) : "");
        run(engine, 60, new Car(1234, 0, 50, 20, 40, 4, 2));
        assertThat(texts()).containsExactly("K1234Z");
    }

    @Test
    void aPassMayBeginALittleFainterThanAPlateIsByItself() {
        var car = new Car(1234, 0, 15, 20, 40, 12, 4);
        run(bars.engineThatSeesFaintly(0.44), 20, car);
        assertThat(events()).isEmpty();
        run(bars.engineThatSeesFaintly(0.46), 20, car);
        assertThat(texts()).containsExactly("K1234Z");
    }

    @Test
    void aPlateThatNoUsualReadCanReadIsReadClosely() {
        run(bars.engine(_ -> "?"), 20, new Car(1234, 0, 15, 20, 40, 12, 4));
        assertThat(events()).isEmpty();
        run(bars.engineThatReadsClosely(_ -> "?"), 20, new Car(1234, 0, 15, 20, 40, 12, 4));
        assertThat(texts()).containsExactly("K1234Z");
    }

    @Test
    void whatBlurredReadsAgreedUponIsMendedByClearOnes() {
        var engine = bars.engine(read -> read < 4 ? "K9999Z" : "");
        var street = new BarStreet(new Car(1234, 0, 40, 20, 40, 8, 3));
        passes.feed(
                pipeline(engine, PassSettings.defaults()),
                45,
                i -> i < 16 ? blurred(street.frame(i)) : street.frame(i));

        assertThat(events().getFirst().plate().normalized()).isEqualTo("K9999Z");
        assertThat(events().getLast().plate().normalized()).isEqualTo("K1234Z");
        assertThat(events()).extracting(e -> e.id().eventId()).containsOnly(firstId());
    }

    private static RgbPicture blurred(RgbPicture picture) {
        var few = picture.scaled(picture.bounds(), BarStreet.WIDTH / 8, BarStreet.HEIGHT / 8);
        return few.scaled(few.bounds(), BarStreet.WIDTH, BarStreet.HEIGHT);
    }

    @Test
    void revisionsCountUpFromOne() {
        var engine = bars.engine(read -> read < 2 ? "K9999Z" : "");
        run(engine, 20, new Car(1234, 0, 15, 20, 40, 12, 4));
        var revisions = events().stream().map(e -> e.id().revision()).toList();
        for (int i = 0; i < revisions.size(); i++) {
            assertThat(revisions.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void platesOneCharacterApartSideBySideAreTwoEvents() {
        run(
                bars.engine(),
                25,
                new Car(1234, 0, 20, 40, 40, 4, 8),
                new Car(1235, 0, 20, 340, 40, 4, 8));
        assertThat(texts()).containsExactlyInAnyOrder("K1234Z", "K1235Z");
    }

    @Test
    void anOvertakenCarKeepsItsOwnPlate() {
        run(
                bars.engine(),
                30,
                new Car(1111, 0, 25, 20, 60, 12, 0),
                new Car(2222, 0, 25, 320, 140, -6, 0));
        assertThat(texts()).containsExactlyInAnyOrder("K1111Z", "K2222Z");
    }

    @Test
    void aPlateThatIsTooSmallForOrdinaryLooksIsOneEventToo() {
        var far = new PixelBox(300, 100, 48, 10);
        passes.feed(
                pipeline(bars.engine(), PassSettings.defaults()),
                20 * RATE,
                i -> BarStreet.frame(1234, far));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(events().getLast().details().box().width()).isEqualTo(far.width());
        // A standing picture is looked at every two seconds.
        assertThat(bars.closerLooks()).isLessThan(15);
    }

    @Test
    void closerLooksAreTakenTwiceASecondAndNotWherePlatesAreSeen() {
        run(bars.engine(), 4 * RATE, new Car(1234, 0, 4 * RATE, 20, 40, 12, 4));
        assertThat(bars.closerLooks()).isZero();
        var tooFar = new PixelBox(300, 100, 24, 5);
        var settings = settings(Duration.ZERO);
        passes.feed(
                pipeline(bars.engine(), settings), 4 * RATE, i -> BarStreet.frame(1234, tooFar));
        assertThat(bars.closerLooks()).isBetween(6, 8);
    }

    @Test
    void aPictureThatLeavesNothingInDoubtIsNotLookedAtCloser() {
        var empty = new BarStreet();
        passes.feed(pipeline(bars.engine(), settings(Duration.ZERO)), 4 * RATE, empty::frame);
        assertThat(bars.detections()).isEqualTo(4 * RATE);
        assertThat(bars.closerLooks()).isZero();
    }

    @Test
    void ofManyDoubtfulPlacesTheLikeliestAreLookedAtCloser() {
        var far = new PixelBox(300, 100, 48, 10);
        passes.feed(
                pipeline(bars.engine(), PassSettings.defaults()),
                9,
                i -> stained(BarStreet.frame(1234, far)));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(bars.closerLooks()).isBetween(8, 3 * 8);
    }

    /** With twenty light spots above the plate. */
    private static RgbPicture stained(RgbPicture picture) {
        var rgb = picture.rgb().clone();
        for (int spot = 0; spot < 20; spot++) {
            for (int row = 10; row < 18; row++) {
                int at = 3 * (row * picture.width() + 10 + 20 * spot);
                Arrays.fill(rgb, at, at + 3 * 10, (byte) 255);
            }
        }
        return new RgbPicture(picture.width(), picture.height(), rgb);
    }

    @Test
    void whoDrivesUpAndStopsBetweenCloserLooksIsLookedAtByTheNext() {
        var far = new PixelBox(300, 100, 48, 10);
        var tooFar = new PixelBox(300, 100, 24, 5);
        // Closer looks are due in frames 0 and 3; the gate looks at all of the picture in frame 10.
        passes.feed(
                pipeline(bars.engine(), PassSettings.defaults()),
                9,
                i -> BarStreet.frame(1234, i < 2 ? tooFar : far));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(bars.closerLooks()).isEqualTo(2);
    }

    private static PassSettings settings(Duration stillness) {
        return PassSettings.defaults().withStillness(stillness);
    }

    @Test
    void aParkedCarIsOneEventAndCostsLittle() {
        run(bars.engine(), 60 * RATE, new Car(1234, 0, 60 * RATE, 200, 100, 0, 0));
        assertThat(texts()).containsExactly("K1234Z");
        // Every two seconds to be sure, and not five times a second.
        assertThat(bars.detections()).isLessThan(40);
        assertThat(bars.reads()).isLessThanOrEqualTo(13);
    }

    @Test
    void aCarThatMovesBesideAParkedOneCostsAPartOfThePictureAndBothAreRead() {
        int frames = 6 * RATE;
        run(
                bars.engine(),
                frames,
                new Car(1111, 0, frames, 40, 60, 4, 0),
                new Car(2222, 0, frames, 480, 300, 0, 0));
        assertThat(texts()).containsExactlyInAnyOrder("K1111Z", "K2222Z");
        long all = (long) frames * BarStreet.WIDTH * BarStreet.HEIGHT;
        assertThat(bars.pixels()).isLessThan(all / 2);
    }

    @Test
    void aPlateHiddenForThreeSecondsStaysOneEvent() {
        run(
                bars.engine(),
                60,
                new Car(1234, 0, 12, 60, 100, 3, 0),
                new Car(1234, 28, 45, 150, 100, 3, 0));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(events()).extracting(e -> e.id().eventId()).containsOnly(firstId());
    }

    @Test
    void aCarThatComesBackAfterTwoMinutesIsASecondEvent() {
        run(
                bars.engine(),
                140 * RATE,
                new Car(1234, 0, 15, 20, 100, 8, 0),
                new Car(1234, 120 * RATE, 120 * RATE + 15, 20, 100, 8, 0));
        assertThat(texts()).containsExactly("K1234Z", "K1234Z");
    }

    @Test
    void readsThatNeverAgreeAreNoEventAndAreCounted() {
        run(bars.engine("K%04dZ"::formatted), 20, new Car(1234, 0, 2, 20, 40, 12, 4));
        assertThat(events()).isEmpty();
        assertThat(passes.rejectCounts()).containsEntry("no_agreement", 1L);
    }

    @Test
    void refusedReadsAreCountedByTheirReason() {
        run(bars.engine(_ -> "?"), 20, new Car(1234, 0, 10, 20, 40, 12, 4));
        assertThat(events()).isEmpty();
        assertThat(passes.rejectCounts().get("uncertain")).isPositive();
    }

    @Test
    void aSingleReadIsPublishedOnlyWhereItIsWantedAndThenFlagged() {
        var wanted = PassSettings.of(new Agreement(2, true), WatchedArea.ALL, 30, new Growth());
        var pipeline = pipeline(bars.engine(read -> read == 0 ? "" : "?"), wanted);
        feed(pipeline, 20, new Car(1234, 0, 6, 20, 40, 12, 4));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(events().getFirst().details().reads())
                .isEqualTo(new PlateEvent.Reads(1, 1, List.of("single_read")));
    }

    @Test
    void anotherPictureSizeEndsThePassesOfTheOldOne() {
        var pipeline = pipeline(bars.engine(), PassSettings.defaults());
        var street = new BarStreet(new Car(1234, 0, 100, 200, 100, 1, 0));
        for (int i = 0; i < 5; i++) {
            pipeline.frame(frame(street, i));
        }
        var small = new RgbPicture(320, 180, new byte[3 * 320 * 180]);
        assertThat(pipeline.frame(frame(small, 5))).isEmpty();
        assertThat(pipeline.end()).isEmpty();
    }

    @Test
    void theReadersRegionStandsAndTheCamerasWhereTheReaderTellsNone() {
        var settings = PassSettings.defaults();
        var street = new BarStreet(new Car(1234, 0, 15, 20, 40, 12, 4));
        passes.feed(
                passes.pipeline(bars.engine(_ -> "", "EU"), settings, "US-FL"), 20, street::frame);
        assertThat(events()).extracting(e -> e.plate().region()).containsOnly("EU");

        var another = new PassRun();
        another.feed(
                another.pipeline(another.bars().engine(), settings, "US-FL"), 20, street::frame);
        assertThat(another.events()).extracting(e -> e.plate().region()).containsOnly("US-FL");
    }

    @Test
    void anEventTellsTheFrameAndTheQualityOfItsPicture() {
        run(bars.engine(), 20, new Car(1234, 0, 15, 20, 40, 12, 4));
        var details = events().getLast().details();
        assertThat(details.span().frameNumber()).isBetween(0, 15);
        assertThat(details.box().x()).isEqualTo(20 + 12 * details.span().frameNumber());
        assertThat(details.quality()).isBetween(0.02, 1.0);
    }

    private void run(Engine engine, int frames, Car... cars) {
        feed(pipeline(engine, PassSettings.defaults()), frames, cars);
    }

    private void feed(Lane pipeline, int frames, Car... cars) {
        passes.feed(pipeline, frames, new BarStreet(cars)::frame);
    }

    private Lane pipeline(Engine engine, PassSettings settings) {
        return passes.pipeline(engine, settings);
    }

    private List<PlateEvent> events() {
        return passes.events();
    }

    private UUID firstId() {
        return events().getFirst().id().eventId();
    }

    private List<String> texts() {
        return passes.texts();
    }

    private static Frame frame(BarStreet street, int index) {
        return PassRun.frame(street.frame(index), index);
    }

    private static Frame frame(RgbPicture rgb, int index) {
        return PassRun.frame(rgb, index);
    }
}
