package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopCountTest {
    private final LoopCount count = new LoopCount(List.of("AB12", "CO34"));

    @Test
    void everyRoundOfEveryCameraIsDue() {
        count.add(List.of("AB12", "C034", "AB12", "C034"), 2);
        count.add(List.of("AB12", "C034"), 1);
        assertThat(count.passes()).isEqualTo(new PassCount(6, 6, List.of(), List.of(), List.of()));
    }

    @Test
    void theRoundThatHasNotEndedMayBeThereOrNot() {
        count.add(List.of("AB12", "AB12", "C034"), 1);
        assertThat(count.passes()).isEqualTo(new PassCount(2, 2, List.of(), List.of(), List.of()));
    }

    @Test
    void whatIsMissedDoubledOrReadOtherwiseIsTold() {
        count.add(List.of("AB12", "AB12", "AB12", "XY99"), 1);
        assertThat(count.passes())
                .isEqualTo(new PassCount(2, 0, List.of("AB12"), List.of("XY99"), List.of("C034")));
    }
}
