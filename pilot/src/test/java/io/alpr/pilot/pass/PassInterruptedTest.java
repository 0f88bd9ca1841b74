package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which events say that their vehicle may be an event of an earlier connection already. */
class PassInterruptedTest {
    private static final int RATE = PassRun.RATE;
    private static final int LENGTH = 8 * RATE;

    /** In sight from the first frame on. */
    private static final Car THERE = new Car(1, 0, 4 * RATE, 20, 20, 4, 4);

    /** Comes when the first two seconds are over. */
    private static final Car LATER = new Car(2, 2 * RATE, 6 * RATE, 300, 20, 4, 4);

    private final PassRun passes = new PassRun();
    private final Lane pipeline = passes.pipeline(passes.bars().engine(), PassSettings.defaults());
    private final BarStreet street = new BarStreet(THERE, LATER);

    private Map<String, List<String>> flags() {
        return passes.events().stream()
                .collect(
                        Collectors.toMap(
                                event -> event.plate().normalized(),
                                event -> event.details().reads().flags(),
                                (first, second) -> {
                                    assertThat(second).as("of a later revision").isEqualTo(first);
                                    return second;
                                }));
    }

    @Test
    void whatIsThereWhenAConnectionBeginsIsFlaggedAndWhatComesLaterIsNot() {
        pipeline.join(PassRun.START);
        passes.feed(pipeline, LENGTH, street::frame);
        assertThat(flags())
                .isEqualTo(Map.of(THERE.text(), List.of("interrupted"), LATER.text(), List.of()));
    }

    @Test
    void aFileBeginsWithItsFirstFrame() {
        passes.feed(pipeline, LENGTH, street::frame);
        assertThat(flags()).isEqualTo(Map.of(THERE.text(), List.of(), LATER.text(), List.of()));
    }

    @Test
    void aFileAfterAConnectionBeginsWithItsFirstFrame() {
        pipeline.join(PassRun.START);
        pipeline.begin(PassRun.START);
        passes.feed(pipeline, LENGTH, street::frame);
        assertThat(flags().values()).allMatch(List::isEmpty);
    }

    @Test
    void aPassThatIsCutByAnotherPictureSizeIsFlaggedInItsSecondPart() {
        passes.feed(pipeline, LENGTH, frame -> frame < RATE ? standing() : smaller(standing()));
        assertThat(passes.archived())
                .extracting(event -> event.plate().normalized())
                .containsExactly(THERE.text(), THERE.text());
        assertThat(passes.archived())
                .extracting(event -> event.details().reads().flags())
                .containsExactly(List.of(), List.of("interrupted"));
    }

    @Test
    void aPassThatIsCutAndFoundAgainOnlyLaterIsFlagged() {
        var none = new BarStreet();
        passes.feed(
                pipeline,
                LENGTH,
                frame ->
                        frame < RATE
                                ? standing()
                                : smaller(frame < 5 * RATE ? none.frame(frame) : standing()));
        assertThat(passes.archived())
                .extracting(event -> event.details().reads().flags())
                .containsExactly(List.of(), List.of("interrupted"));
    }

    private static RgbPicture standing() {
        return BarStreet.frame(THERE.code(), new PixelBox(200, 100, 192, 48));
    }

    private static RgbPicture smaller(RgbPicture picture) {
        return picture.scaled(picture.bounds(), picture.width() / 2, picture.height() / 2);
    }
}
