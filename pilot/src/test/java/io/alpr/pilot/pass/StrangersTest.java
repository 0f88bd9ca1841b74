package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StrangersTest {
    private final Strangers strangers = new Strangers();

    @Test
    void whoComesBackAndSaysNothingIsReadCloselyNowAndThen() {
        strangers.outOfSight();
        assertThat(IntStream.rangeClosed(1, 6).filter(_ -> strangers.looked(true)))
                .containsExactly(3, 5);
        assertThat(strangers.areExpected()).isFalse();
    }

    @Test
    void whatFlickersAndCannotBeReadIsNotReadCloselyForEver() {
        int close = 0;
        for (int gap = 0; gap < 100; gap++) {
            strangers.outOfSight();
            for (int look = 0; look < 6; look++) {
                close += strangers.looked(true) ? 1 : 0;
            }
        }
        assertThat(close).isEqualTo(4);
    }

    @Test
    void whereNothingIsAgreedUponThereIsNobodyToContradict() {
        strangers.outOfSight();
        assertThat(IntStream.range(0, 6).filter(_ -> strangers.looked(false))).isEmpty();
    }
}
