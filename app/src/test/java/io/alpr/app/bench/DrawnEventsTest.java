package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PlateEvent;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrawnEventsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");
    private static final int MANY = 3_000;

    private final DrawnEvents bare = new DrawnEvents(BEGIN, 0);
    private final DrawnEvents pictured = new DrawnEvents(BEGIN, 2_000);

    @Test
    void theSameOrdinalIsTheSameEventAndNoTwoShareAnId() {
        assertThat(bare.at(17)).isEqualTo(bare.at(17));
        assertThat(IntStream.range(0, MANY).mapToObj(i -> bare.at(i).event().id().eventId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void someVehiclesComeAgain() {
        long plates =
                IntStream.range(0, MANY)
                        .mapToObj(i -> bare.at(i).event().plate())
                        .map(PlateEvent.PlateText::normalized)
                        .distinct()
                        .count();
        assertThat(plates).isBetween(MANY / 2L, MANY - 1L);
    }

    @Test
    void aPictureIsWhatItsHashSaysAndTheEventNamesIt() {
        var drawn = pictured.at(5);
        assertThat(drawn.pictures()).hasSize(1);
        var picture = drawn.pictures().getFirst();
        assertThat(picture.intact()).isTrue();
        assertThat(picture.jpeg()).hasSize(2_000);
        assertThat(drawn.event().pictures())
                .extracting(PlateEvent.PictureRef::key)
                .containsExactly(picture.key());
        assertThat(bare.at(5).event().pictures()).isEmpty();
    }
}
