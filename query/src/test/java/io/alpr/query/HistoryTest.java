package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plate did, and who passed with it. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class HistoryTest {
    /** A Monday. */
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:10:00Z");

    private final QueryStack stack;

    HistoryTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    private void pass(String camera, String plate, Duration after) {
        stack.passes.add(camera, plate, MONDAY.plus(after));
    }

    private JsonNode ask(Client client, String path) {
        var answer =
                client.get("/api/v1/plates/" + path.replace("$", "from=2026-11-01&to=2026-12-01"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void theHistoryTellsCamerasHoursAndWays() {
        for (int day = 0; day < 3; day++) {
            pass("north", "AB12CD", Duration.ofDays(day));
            pass("south", "AB12CD", Duration.ofDays(day).plusMinutes(10 + 5 * day));
        }
        pass("north", "OTHER1", Duration.ZERO);
        var history = ask(stack.client, "ab-12%20cd/history?$");
        assertThat(history.get("plate").asText()).isEqualTo("AB12CD");
        assertThat(history.get("passes").asLong()).isEqualTo(6);
        assertThat(history.get("complete").asBoolean()).isTrue();
        assertThat(history.get("first_captured_at").asText()).isEqualTo("2026-11-16T08:10:00Z");
        assertThat(history.get("last_captured_at").asText()).isEqualTo("2026-11-18T08:30:00Z");
        assertThat(history.get("cameras").findValuesAsText("camera_id"))
                .containsExactly("north", "south");
        assertThat(history.get("week").get(0).get(8).asInt()).as("Monday at eight").isEqualTo(2);
        assertThat(history.get("week").get(3).get(8).asInt()).as("Thursday").isZero();
        var way = history.get("ways").get(0);
        assertThat(way.get("from_camera").asText()).isEqualTo("north");
        assertThat(way.get("to_camera").asText()).isEqualTo("south");
        assertThat(way.get("passes").asInt()).isEqualTo(3);
        assertThat(way.get("median_seconds").asDouble()).isEqualTo(900.0);
        assertThat(history.get("ways")).as("and back").hasSize(2);
        var elsewhere = ask(stack.client, "AB12CD/history?$&timezone=Asia/Tokyo");
        assertThat(elsewhere.get("week").get(0).get(17).asInt()).isEqualTo(2);
    }

    @Test
    void aPlateThatNobodySawHasAnEmptyHistory() {
        var history = ask(stack.client, "NOBODY1/history");
        assertThat(history.get("passes").asLong()).isZero();
        assertThat(history.get("first_captured_at").isNull()).isTrue();
        assertThat(history.get("cameras")).isEmpty();
    }

    @Test
    void companionsAreThoseWhoPassTogetherOftenAndNotOnce() {
        for (int day = 0; day < 4; day++) {
            pass("north", "LEAD1", Duration.ofDays(day));
            pass("north", "FRIEND", Duration.ofDays(day).plusSeconds(20));
            pass("south", "LEAD1", Duration.ofDays(day).plusHours(1));
            pass("south", "FRIEND", Duration.ofDays(day).plusHours(1).minusSeconds(20));
            pass("north", "BUS", Duration.ofDays(day).plusSeconds(50));
            pass("north", "LATE1", Duration.ofDays(day).plusSeconds(100));
        }
        pass("north", "ONCE1", Duration.ofSeconds(5));
        for (int i = 0; i < 20; i++) {
            pass("east", "BUS", Duration.ofHours(i));
        }
        var found = ask(stack.client, "LEAD1/companions?$").get("companions");
        assertThat(found.findValuesAsText("plate")).containsExactly("FRIEND", "BUS");
        assertThat(found.get(0).get("meetings").asInt()).isEqualTo(8);
        assertThat(found.get(0).get("cameras").asInt()).isEqualTo(2);
        assertThat(found.get(0).get("days").asInt()).isEqualTo(4);
        assertThat(found.get(0).get("passes").asInt()).isEqualTo(8);
        assertThat(found.get(1).get("passes").asInt()).as("a bus passes always").isEqualTo(24);
        assertThat(
                        ask(stack.client, "LEAD1/companions?$&within=120&least=4")
                                .get("companions")
                                .findValuesAsText("plate"))
                .containsExactly("FRIEND", "BUS", "LATE1");
        assertThat(
                        ask(stack.client, "LEAD1/companions?$&least=1&within=10")
                                .get("companions")
                                .findValuesAsText("plate"))
                .containsExactly("ONCE1");
    }

    @Test
    void whoMaySeeOneCameraLearnsNothingOfOthers() {
        pass("north", "LEAD1", Duration.ZERO);
        pass("south", "LEAD1", Duration.ofHours(1));
        pass("south", "FRIEND", Duration.ofHours(1));
        var north =
                Client.with(
                        stack.api.port(),
                        stack.key(Role.VIEWER, new CameraScope.Only(Set.of("north"))));
        var history = ask(north, "LEAD1/history?$");
        assertThat(history.get("passes").asInt()).isEqualTo(1);
        assertThat(history.get("ways")).isEmpty();
        assertThat(ask(north, "LEAD1/companions?$&least=1").get("count").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AB1/companions?within=0",
                "AB1/companions?within=601",
                "AB1/companions?least=0",
                "AB1/history?from=2026-11-02&to=2026-11-01",
                "AB1/history?timezone=Nowhere",
                "AB1/history?kamera=x",
                "AB*/history",
                "%3Cb%3E/history"
            })
    void whatMakesNoSenseIsRefused(String path) {
        assertThat(stack.client.get("/api/v1/plates/" + path).status()).as(path).isEqualTo(422);
    }
}
