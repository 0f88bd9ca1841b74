package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.bench.Latency.Span;
import io.alpr.app.bench.Latency.Wait;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencyTest {
    @Test
    void halfAndNearlyAllAreTakenFromWhatWasMeasured() {
        var waits = IntStream.rangeClosed(1, 100).mapToObj(i -> new Wait(101 - i, i)).toList();
        assertThat(Latency.of(waits))
                .isEqualTo(
                        new Latency(100, new Span(101, 101), new Span(50, 95), new Span(50, 95)));
        assertThat(Latency.of(List.of(new Wait(7, 2))))
                .isEqualTo(new Latency(1, new Span(9, 9), new Span(7, 7), new Span(2, 2)));
        assertThat(Latency.of(List.of(new Wait(9, 1), new Wait(1, 1))).whole())
                .isEqualTo(new Span(2, 10));
    }
}
