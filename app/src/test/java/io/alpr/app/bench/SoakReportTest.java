package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.bench.SoakReport.Frames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SoakReportTest {
    private static final Frames FRAMES = new Frames(900, 7, Map.of("behind", 80L, "late", 20L));
    private static final PassCount ALL = new PassCount(20, 20, List.of(), List.of(), List.of());
    private static final PassCount HALF =
            new PassCount(20, 10, List.of(), List.of(), Collections.nCopies(10, "AB12"));

    @Test
    void itsRatioIsTheShareOfTheFramesDueThatWereLookedAt() {
        assertThat(report(Optional.empty()).ratio()).isEqualTo(0.9);
        assertThat(report(Optional.of(ALL)).ratio()).isEqualTo(0.9);
    }

    @Test
    void framesThatReadNothingDoNotCount() {
        assertThat(report(Optional.of(HALF)).ratio()).isZero();
        assertThat(report(Optional.of(HALF)).text()).contains("missed {AB12=10}");
    }

    @Test
    void growthIsToldFromTheThirdMinuteOn() {
        assertThat(report(Optional.empty(), 100, 400).growth()).isEmpty();
        assertThat(report(Optional.empty(), 100, 400).text()).doesNotContain("grew");
        assertThat(report(Optional.empty(), 100, 400, 500).growth()).hasValue(0.25);
        assertThat(report(Optional.empty(), 0, 0, 0).growth()).isEmpty();
    }

    private static SoakReport report(Optional<PassCount> passes, long... mib) {
        var memory =
                java.util.stream.IntStream.range(0, mib.length)
                        .mapToObj(i -> new MemorySample(i + 1, mib[i], 50, 1))
                        .toList();
        return new SoakReport(2, 1, 120, FRAMES, memory, passes, 20);
    }
}
