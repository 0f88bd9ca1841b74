package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencyTest {
    @Test
    void halfAndNearlyAllAreTakenFromWhatWasMeasured() {
        var millis = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();
        assertThat(Latency.of(millis)).isEqualTo(new Latency(100, 50, 95));
        assertThat(Latency.of(List.of(7.0))).isEqualTo(new Latency(1, 7, 7));
        assertThat(Latency.of(List.of(9.0, 1.0))).isEqualTo(new Latency(2, 1, 9));
    }
}
