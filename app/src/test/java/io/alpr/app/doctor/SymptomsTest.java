package io.alpr.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.metric.MetricCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SymptomsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final String WELL =
            """
            # HELP alpr_outbox_bytes Bytes that the outbox holds
            # TYPE alpr_outbox_bytes gauge
            alpr_outbox_bytes 1024.0
            alpr_outbox_limit_bytes 1.048576E9
            alpr_outbox_oldest_seconds 2.0
            alpr_outbox_set_aside_events 0.0
            alpr_camera_state{camera_id="gate",state="streaming"} 1.0
            alpr_camera_state{camera_id="gate",state="backing_off"} 0.0
            alpr_camera_condition{camera_id="gate",condition="frozen"} 0.0
            kafka_consumer_dlq_messages 0.0
            kafka_consumer_lag 12.0
            alpr_backup_last_timestamp_seconds %d
            alpr_tls_certificate_end_timestamp_seconds %d
            disk_free_bytes{path="/data"} 5.0E10
            disk_total_bytes{path="/data"} 1.0E11
            not a sample at all
            """
                    .formatted(
                            NOW.minus(Duration.ofHours(20)).getEpochSecond(),
                            NOW.plus(Duration.ofDays(60)).getEpochSecond());

    @Test
    void nothingIsSaidWhereAllIsWell() {
        assertThat(Symptoms.of(Sample.all(WELL), NOW)).isEmpty();
        assertThat(Symptoms.of(Sample.all(""), NOW)).isEmpty();
    }

    @Test
    void whatIsLookedAtIsMeasured() {
        var measured =
                MetricCatalogue.services().stream()
                        .flatMap(service -> service.meters().stream())
                        .map(meter -> meter.exposed())
                        .toList();
        assertThat(Sample.all(WELL))
                .extracting(Sample::name)
                .filteredOn(name -> !name.startsWith("disk_"))
                .isSubsetOf(measured);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("outbox_bytes 1024.0", "outbox_bytes 9.9E8", "full to 94 %"),
                Arguments.of("oldest_seconds 2.0", "oldest_seconds 900.0", "the oldest for 15 min"),
                Arguments.of("aside_events 0.0", "aside_events 3.0", "3 events in the outbox can"),
                Arguments.of(
                        "\"backing_off\"} 0.0",
                        "\"backing_off\"} 1.0",
                        "camera gate gives no picture: backing_off"),
                Arguments.of("\"frozen\"} 0.0", "\"frozen\"} 1.0", "camera gate is frozen"),
                Arguments.of("dlq_messages 0.0", "dlq_messages 2.0", "2 dead letters"),
                Arguments.of("lag 12.0", "lag 5000.0", "5000 records wait"),
                Arguments.of(
                        "last_timestamp_seconds \\d+",
                        "last_timestamp_seconds 0.0",
                        "there is no backup"),
                Arguments.of(
                        "last_timestamp_seconds \\d+",
                        "last_timestamp_seconds " + NOW.minus(Duration.ofDays(9)).getEpochSecond(),
                        "the last backup is 9 days old"),
                Arguments.of(
                        "end_timestamp_seconds \\d+",
                        "end_timestamp_seconds " + NOW.plus(Duration.ofDays(3)).getEpochSecond(),
                        "ends in 3 days"),
                Arguments.of(
                        "end_timestamp_seconds \\d+",
                        "end_timestamp_seconds " + NOW.minus(Duration.ofDays(1)).getEpochSecond(),
                        "ended on 2026-11-28"),
                Arguments.of(
                        "free_bytes\\{path=\"/data\"} 5.0E10",
                        "free_bytes{path=\"/data\"} 1.0E9",
                        "the disk of /data has 0.9 GiB left of 93.1"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsNamedWithItsRemedyAndNothingElseIs(String well, String ill, String what) {
        var page = WELL.replaceFirst(well, ill);
        assertThat(page).isNotEqualTo(WELL);
        assertThat(Symptoms.of(Sample.all(page), NOW))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.what()).contains(what);
                            assertThat(finding.remedy()).isNotBlank();
                            assertThat(finding.verdict()).isNotEqualTo(Finding.Verdict.OK);
                        });
    }
}
