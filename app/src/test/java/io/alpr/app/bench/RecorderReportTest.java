package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.bench.RecorderReport.Pictured;
import io.alpr.app.bench.RecorderReport.Storing;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecorderReportTest {
    private static final Storing ONE = new Storing(1, 6_000, 10_000, 0.6);
    private static final Storing TWO = new Storing(2, 9_000, 12_000, 0.75);

    private static RecorderReport report(List<Pictured> pictured) {
        return new RecorderReport(
                200_000, 500, 4, List.of("a", "b"), List.of(ONE, TWO), pictured, 300);
    }

    @Test
    void itsRatioIsThatOfOneRecorderToTheCopyBesideIt() {
        assertThat(report(List.of()).ratio()).isEqualTo(0.6);
        assertThat(report(List.of()).json())
                .containsEntry("limit", 10_000.0)
                .containsEntry("unit", "events/s");
    }

    @Test
    void itsTextNamesTheIndexesAndEveryWayOfStoring() {
        var text = report(List.of(new Pictured(5_000, 10_240, 330))).text();
        assertThat(text)
                .contains("200,000 events from 4 partitions, up to 500", "2 indexes", "a, b")
                .contains("1 recorder   6,000 events/s, ratio 0.60; COPY alone 10,000 rows/s")
                .contains("2 recorders  9,000 events/s, ratio 0.75")
                .contains("330 events/s, each with a picture of 10,240 bytes (5,000 of them)");
        assertThat(report(List.of()).text()).doesNotContain("picture");
    }
}
