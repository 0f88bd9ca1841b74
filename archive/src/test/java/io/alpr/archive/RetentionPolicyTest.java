package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.archive.RetentionPolicy.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Ages YEAR = new Ages(Duration.ofDays(365), Duration.ofDays(90));
    private static final Ages MONTH = new Ages(Duration.ofDays(30), Duration.ofDays(7));

    private final RetentionPolicy policy = new RetentionPolicy(YEAR, Map.of("depot", MONTH));

    @Test
    void everySiteHasItsOwnAges() {
        var passed = NOW.minus(Duration.ofDays(31));
        assertThat(policy.isExpired("depot", passed, NOW)).isTrue();
        assertThat(policy.isExpired("gate", passed, NOW)).isFalse();
        assertThat(policy.longest()).isEqualTo(Duration.ofDays(365));
        assertThat(policy.isForever()).isFalse();
    }

    @Test
    void whatIsKeptForEverNeverExpires() {
        assertThat(RetentionPolicy.FOREVER.isExpired("gate", Instant.EPOCH, NOW)).isFalse();
        assertThat(RetentionPolicy.FOREVER.isForever()).isTrue();
        assertThat(new RetentionPolicy(Ages.FOREVER, Map.of("a", MONTH)).isForever()).isFalse();
    }

    @Test
    void picturesGoBeforeTheirEvents() {
        assertThatThrownBy(() -> new Ages(Duration.ofDays(7), Duration.ofDays(8)))
                .hasMessageContaining("longer than their events");
        assertThatThrownBy(() -> new Ages(Duration.ofHours(5), Duration.ofHours(5)))
                .hasMessageContaining("a day or more");
    }
}
