package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MetricTest {
    private static final Metric FRAMES =
            () -> MeterSpec.counter("alpr.frames.processed", "Frames", "camera_id");
    private static final Metric AGE =
            () -> MeterSpec.gauge("alpr.outbox.oldest", "seconds", "Age of the oldest");
    private static final Metric TIME = () -> MeterSpec.histogram("alpr.ocr.time", "Reading");
    private static final Metric SIZE = () -> MeterSpec.sizes("http.request.size", "Content");

    /** What the catalogue calls it is what Prometheus gets. */
    @Test
    void theNameThatIsSaidIsTheNameThatIsScraped() {
        var registry = Meters.registry();
        FRAMES.counter(registry, "gate").increment();
        AGE.gauge(registry, new AtomicInteger(7), AtomicInteger::get);
        TIME.histogram(registry);
        SIZE.summary(registry);
        assertThat(FRAMES.spec().exposed()).isEqualTo("alpr_frames_processed_total");
        for (var metric : new Metric[] {FRAMES, AGE, TIME, SIZE}) {
            assertThat(registry.scrape())
                    .contains("# HELP " + metric.spec().exposed() + " " + metric.spec().help())
                    .containsPattern("(?m)^" + metric.spec().exposed() + "(_count)?[ {]");
        }
    }

    @Test
    void aLabelTooFewOrAnotherKindIsRefused() {
        var registry = Meters.registry();
        assertThatThrownBy(() -> FRAMES.counter(registry))
                .hasMessageContaining("alpr.frames.processed has the labels [camera_id]");
        assertThatThrownBy(() -> FRAMES.histogram(registry, "gate"))
                .hasMessageContaining("is a COUNTER, not a HISTOGRAM");
        assertThatThrownBy(() -> MeterSpec.counter("alpr_frames", "Frames"))
                .hasMessageContaining("words with dots");
    }

    /** Nobody else may hold what is counted. */
    @Test
    void aGaugeKeepsItsSubject() {
        var registry = Meters.registry();
        AGE.gauge(registry, new AtomicInteger(7), AtomicInteger::get);
        System.gc();
        assertThat(registry.scrape()).contains("alpr_outbox_oldest_seconds 7.0");
    }
}
