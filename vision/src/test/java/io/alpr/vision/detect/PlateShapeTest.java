package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlateShapeTest {
    @Test
    void thePlateEnclosesItsLine() {
        for (int seed = 0; seed < 300; seed++) {
            for (var line : RandomBoxes.list(new Random(seed), 20)) {
                var plate = PlateShape.FITTED.around(line);
                assertThat(plate.left()).isLessThan(line.left());
                assertThat(plate.right()).isGreaterThan(line.right());
                assertThat(plate.top()).isLessThanOrEqualTo(line.top());
                assertThat(plate.bottom()).isGreaterThanOrEqualTo(line.bottom());
                assertThat(plate.score()).isEqualTo(line.score());
            }
        }
    }

    @Test
    void anAmericanLineLeavesRoomForTheNameOfItsState() {
        var plate = PlateShape.FITTED.around(new Candidate(0, 0, 200, 100, 1));
        assertThat(plate.height()).isGreaterThan(130);
        var european = PlateShape.FITTED.around(new Candidate(0, 0, 300, 100, 1));
        assertThat(european.height()).isLessThan(105);
    }

    @Test
    void theNameOfTheStateIsMergedIntoItsPlate() {
        var number = new Candidate(100, 100, 300, 200, 0.8);
        var state = new Candidate(150, 75, 250, 97, 0.99);
        assertThat(PlateShape.FITTED.plates(List.of(state, number)))
                .containsExactly(PlateShape.FITTED.around(number));
    }

    @Test
    void linesThatNoPlateCanHaveAreLeftOut() {
        var tall = new Candidate(0, 0, 10, 40, 0.9);
        var long_ = new Candidate(0, 100, 900, 140, 0.9);
        var low = new Candidate(0, 200, 15, 205, 0.9);
        assertThat(PlateShape.FITTED.plates(List.of(tall, long_, low))).isEmpty();
    }

    @Test
    void platesComeBestFirst() {
        var weak = new Candidate(0, 0, 60, 20, 0.6);
        var strong = new Candidate(0, 200, 40, 215, 0.9);
        assertThat(PlateShape.FITTED.plates(List.of(weak, strong)))
                .extracting(Candidate::score)
                .containsExactly(0.9, 0.6);
    }
}
