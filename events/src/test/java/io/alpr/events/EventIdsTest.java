package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final Instant AT = Instant.parse("2026-03-01T08:15:30.250Z");
    private static final EventIds.Pass PASS =
            new EventIds.Pass("depot-1", "gate", Instant.parse("2026-03-01T08:00:00Z"), 930_250, 4);

    @Test
    void theSamePassReadAgainHasTheSameId() {
        var again = new EventIds.Pass("depot-1", "gate", PASS.sourceStart(), 930_250, 4);

        assertThat(EventIds.of(AT, again)).isEqualTo(EventIds.of(AT, PASS));
    }

    @Test
    void theIdOfAPassNeverChangesBetweenReleases() {
        assertThat(EventIds.of(AT, PASS))
                .isEqualTo(UUID.fromString("019ca877-81ca-79ee-a41e-5551cdbd8fd6"));
    }

    @Test
    void theIdHasTheLayoutOfVersionSeven() {
        var id = EventIds.of(AT, PASS);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void whateverDiffersMakesAnotherId() {
        var ids = new HashSet<UUID>();
        ids.add(EventIds.of(AT, PASS));
        ids.add(EventIds.of(AT.plusMillis(1), PASS));
        ids.add(EventIds.of(AT, new EventIds.Pass("x", "gate", PASS.sourceStart(), 930_250, 4)));
        ids.add(EventIds.of(AT, new EventIds.Pass("depot-1", "x", PASS.sourceStart(), 930_250, 4)));
        ids.add(EventIds.of(AT, new EventIds.Pass("depot-1", "gate", AT, 930_250, 4)));
        ids.add(
                EventIds.of(
                        AT, new EventIds.Pass("depot-1", "gate", PASS.sourceStart(), 930_251, 4)));
        ids.add(
                EventIds.of(
                        AT, new EventIds.Pass("depot-1", "gate", PASS.sourceStart(), 930_250, 5)));

        assertThat(ids).hasSize(7);
    }

    @Test
    void idsSortByTime() {
        var earlier = EventIds.of(AT, PASS).toString();
        var later = EventIds.of(AT.plusMillis(1), PASS).toString();

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void aTimeBefore1970IsRefused() {
        assertThatThrownBy(() -> EventIds.of(Instant.parse("1969-12-31T23:59:59Z"), PASS))
                .hasMessageContaining("between 1970 and 10889");
    }
}
