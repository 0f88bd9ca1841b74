package io.alpr.pilot.publish.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PressureTest {
    private long nanos = Long.MAX_VALUE - 5;
    private final Pressure pressure = new Pressure(() -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void roomIsLackingUntilNothingLackedForAMinuteAndATenthIsFree() {
        pressure.shedding("limit");
        pass(Duration.ofHours(1));
        assertThat(pressure.state(0.95)).isEqualTo(new OutboxState.Shedding("limit"));
        pressure.shedding("limit");
        pass(Duration.ofSeconds(59));
        assertThat(pressure.state(0.1)).isEqualTo(new OutboxState.Shedding("limit"));
        pass(Duration.ofSeconds(1));
        assertThat(pressure.state(0.1)).isEqualTo(new OutboxState.Roomy());
    }

    @Test
    void whileEventsAreTurnedAwayDroppedPicturesChangeNothing() {
        pressure.full("limit");
        pressure.shedding("limit");
        assertThat(pressure.state(1)).isInstanceOf(OutboxState.Full.class);
    }
}
