package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PassCountTest {
    @Test
    void aPassIsRightWithJustOneEventOfItsPlate() {
        var count =
                PassCount.of(
                        List.of("AB12", "CD34", "EF56"), List.of("AB12", "CD34", "CD34", "XY99"));
        assertThat(count)
                .isEqualTo(new PassCount(3, 1, List.of("CD34"), List.of("XY99"), List.of("EF56")));
        assertThat(count.counts()).isFalse();
    }

    @Test
    void labelsDoNotTellOFromZeroNorIFromOne() {
        assertThat(PassCount.of(List.of("AO1"), List.of("A0I")).right()).isEqualTo(1);
    }

    @Test
    void aSpeedCountsFromNineteenOfTwentyOn() {
        var truth = java.util.stream.IntStream.range(20, 40).mapToObj(i -> "AB" + i).toList();
        assertThat(PassCount.of(truth, truth.subList(1, 20)).counts()).isTrue();
        assertThat(PassCount.of(truth, truth.subList(2, 20)).counts()).isFalse();
        assertThat(PassCount.of(List.of(), Collections.emptyList()).counts()).isFalse();
    }
}
