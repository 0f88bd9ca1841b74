package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.area.DirectionRule;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.Line;
import io.alpr.pilot.area.Point;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Where vehicles went, on the real tracker. */
class PassDirectionTest {
    private static final Line ACROSS = new Line(new Point(0, 0.5), new Point(1, 0.5), "in", "out");

    private final PassRun passes = new PassRun();

    private void play(DirectionRule rule, int frames, IntFunction<RgbPicture> street) {
        var settings = PassSettings.of(new Agreement(2, false), WatchedArea.ALL, 30, rule);
        passes.feed(passes.pipeline(passes.bars().engine(), settings), frames, street);
    }

    private void play(int frames, Car... cars) {
        play(ACROSS, frames, new BarStreet(cars)::frame);
    }

    private List<String> directions() {
        return passes.archived().stream().map(e -> e.details().travel().direction()).toList();
    }

    @Test
    void aCarThatCrossesTheLineDownwardsGoesInAndTheLastRevisionSaysSo() {
        play(30, new Car(1234, 0, 24, 200, 20, 2, 12));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.events().getFirst().details().travel().direction()).isEmpty();
        assertThat(directions()).containsExactly("in");
    }

    @Test
    void aCarThatCrossesItUpwardsGoesOut() {
        play(30, new Car(1234, 0, 24, 200, 320, 2, -12));
        assertThat(directions()).containsExactly("out");
    }

    @Test
    void twoThatMeetGoTheirOwnWays() {
        play(30, new Car(1111, 0, 24, 100, 20, 0, 12), new Car(2222, 0, 24, 400, 320, 0, -12));
        assertThat(passes.archived())
                .extracting(e -> e.plate().normalized() + " " + e.details().travel().direction())
                .containsExactlyInAnyOrder("K1111Z in", "K2222Z out");
    }

    @Test
    void aCrossingIsPublishedAtOnceAndOnce() {
        play(60, new Car(1234, 0, 59, 200, 20, 0, 5));
        var withDirection =
                passes.events().stream()
                        .filter(e -> !e.details().travel().direction().isEmpty())
                        .toList();
        assertThat(withDirection).hasSize(1);
        int at = passes.publishedAt().get(passes.events().indexOf(withDirection.getFirst()));
        // The middle passes row 180 in frame 30, and is a quarter of a width beyond in frame 35.
        assertThat(at).isBetween(30, 36);
    }

    @Test
    void aCarThatStaysOnItsSideHasNoDirection() {
        play(30, new Car(1234, 0, 24, 20, 60, 12, 2));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(directions()).containsExactly("");
    }

    @Test
    void aCarThatTurnsBackHasNoDirectionInTheEnd() {
        var down = new Car(1234, 0, 20, 200, 40, 0, 10);
        var up = new Car(1234, 20, 45, 200, 240, 0, -10);
        play(ACROSS, 50, index -> new BarStreet(index <= 20 ? down : up).frame(index));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.events())
                .extracting(e -> e.details().travel().direction())
                .contains("in");
        assertThat(directions()).containsExactly("");
    }

    @Test
    void aPlateThatTremblesOnTheLineHasNoDirection() {
        var chance = new SplittableRandom(7);
        play(
                ACROSS,
                50,
                _ ->
                        BarStreet.frame(
                                1234, new PixelBox(200, 168 + chance.nextInt(-12, 13), 96, 24)));
        assertThat(directions()).containsExactly("");
    }

    @Test
    void aCarHiddenWhileItCrossesKeepsTheSideItCameFrom() {
        play(60, new Car(1234, 0, 12, 200, 40, 0, 6), new Car(1234, 27, 28, 200, 220, 0, 6));
        assertThat(passes.texts()).containsExactly("K1234Z");
        assertThat(passes.count("alpr.passes.rejoined")).isEqualTo(1);
        assertThat(directions()).containsExactly("in");
    }

    @Test
    void aPlateThatGrowsComesAndOneThatShrinksGoes() {
        play(new Growth(), 25, index -> plate(60 + 4 * Math.min(index, 19)));
        assertThat(directions()).containsExactly("approaching");
        assertThat(passes.events().getFirst().details().travel().direction()).isEmpty();
    }

    @Test
    void aPlateThatShrinksGoes() {
        play(new Growth(), 25, index -> plate(140 - 4 * Math.min(index, 19)));
        assertThat(directions()).containsExactly("receding");
    }

    @Test
    void aPlateWhoseBoxIsRoughHasNoDirection() {
        var chance = new SplittableRandom(11);
        play(new Growth(), 40, _ -> plate(chance.nextInt(90, 107)));
        assertThat(directions()).containsExactly("");
    }

    @Test
    void aPlateThatLeavesOverTheEdgeDoesNotShrink() {
        play(new Growth(), 40, new BarStreet(new Car(1234, 0, 39, 300, 100, 9, 0))::frame);
        assertThat(passes.texts()).hasSize(1);
        assertThat(directions()).containsExactly("");
    }

    private static RgbPicture plate(int width) {
        return BarStreet.frame(1234, new PixelBox(320 - width / 2, 100, width, width / 4));
    }
}
