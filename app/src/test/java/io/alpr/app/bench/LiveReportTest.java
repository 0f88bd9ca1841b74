package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LiveReportTest {
    private static LiveReport told(long count) {
        return new LiveReport(
                new LivePlan(500, 10, 60),
                count,
                new LiveReport.Wait(12, 30, 45, 80),
                new LiveReport.Memory(300, 340, 390),
                0.25);
    }

    @Test
    void itsRatioIsWhatArrivedOfWhatHadTo() {
        assertThat(told(300_000).ratio()).isEqualTo(1);
        assertThat(told(150_000).ratio()).isEqualTo(0.5);
        assertThat(told(150_000).json()).containsEntry("limit", 300_000L);
    }

    @Test
    void itsTextSaysWhatPeopleAskFor() {
        assertThat(told(300_000).text())
                .contains("500 listeners, 600 passes in 60 s", "told      300,000 of 300,000")
                .contains("p50 12 ms, p95 30 ms, p99 45 ms, most 80 ms", "340 with all");
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new LivePlan(1_001, 1, 1)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> new LivePlan(1, 0, 1)).hasMessageContaining("passes a second");
    }
}
