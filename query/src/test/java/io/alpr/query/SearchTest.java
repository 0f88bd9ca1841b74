package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Search for passes and plates under {@code /api/v1}. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class SearchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final QueryStack stack;

    SearchTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    private JsonNode ask(String path) {
        var answer = stack.client.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> plates(JsonNode body) {
        return StreamSupport.stream(body.get("events").spliterator(), false)
                .map(event -> event.get("plate_text").asText())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "camera=north, N1",
        "site=depot, S1",
        "region=us, 'FL1,TX1'",
        "region=US-FL, FL1",
        "direction=IN, IN1",
        "vehicle_type=Truck, TR1",
        "vehicle_make=volvo, TR1",
        "vehicle_model=fh16, TR1",
        "vehicle_color=Red, TR1",
        "confidence_min=0.99, SURE1",
        "from=2026-11-22T12:00:09Z, 'TX1,SURE1'",
        "to=2026-11-22T12:00:01Z, 'N1'",
        "plate=s*1&confidence_min=0.99, SURE1",
        "region=US&from=2026-11-22T12:00:09Z, TX1",
        "vehicle_color=Red&region=US, ''"
    })
    void eachFilterFindsWhatItSaysAndTogetherTheyMustAllHold(String query, String found) {
        add("north", "N1", 0, Map.of());
        add("south", "S1", 1, Map.of("site_id", "depot"));
        add("south", "IN1", 2, Map.of("direction", "in"));
        add(
                "south",
                "TR1",
                3,
                Map.of(
                        "vehicle_type",
                        "truck",
                        "vehicle_make",
                        "Volvo",
                        "vehicle_model",
                        "FH16",
                        "vehicle_color",
                        "red"));
        add("south", "USED1", 4, Map.of("plate_region", "USED"));
        add("south", "FL1", 5, Map.of("plate_region", "US-FL"));
        add("south", "TX1", 9, Map.of("plate_region", "US-TX"));
        add("south", "SURE1", 10, Map.of("plate_confidence", 0.999));
        var body = ask("/api/v1/passes?" + query);
        var wanted = found.isEmpty() ? List.<String>of() : List.of(found.split(","));
        assertThat(plates(body)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(body.get("total").asLong()).isEqualTo(wanted.size());
        assertThat(body.get("total_is_exact").asBoolean()).isTrue();
    }

    private void add(String camera, String plate, int second, Map<String, ?> more) {
        stack.passes.add(camera, plate, NOON.plusSeconds(second), more);
    }

    @Test
    void likenessFindsMisreadsBestFirstAndSaysWhatDiffers() {
        add("gate", "QX8017K", 1, Map.of());
        add("gate", "OXB017K", 2, Map.of());
        add("gate", "QX8O1JK", 3, Map.of());
        add("gate", "QXVV17K", 4, Map.of());
        add("gate", "ZZ99ZZZ", 5, Map.of());
        var plates = ask("/api/v1/plates?like=qx-8017k&changes=1").get("plates");
        assertThat(plates.findValuesAsText("plate"))
                .containsExactly("QX8017K", "OXB017K", "QX8O1JK");
        assertThat(plates.findValuesAsText("reason"))
                .containsExactly(
                        "exact", "O for Q at 1, B for 8 at 3", "O for 0 at 4, J for 7 at 6");
        assertThat(plates.get(1).get("score").asDouble()).isEqualTo(0.914);
        var passes = ask("/api/v1/passes?like=QX8017K");
        assertThat(plates(passes)).containsExactly("QXVV17K", "QX8O1JK", "OXB017K", "QX8017K");
        assertThat(passes.get("matches").get("QXVV17K").get("reason").asText())
                .isEqualTo("V for 8 at 3, V for 0 at 4");
        assertThat(plates(ask("/api/v1/passes?like=QX8017K&changes=0")))
                .containsExactly("OXB017K", "QX8017K");
    }

    @ParameterizedTest
    @ValueSource(strings = {"like=WKX001", "plate=WK*", "plate=*X00*", "plate=*K?0*", ""})
    void pagesFollowOneAnotherWithoutGapOrRepeat(String query) {
        var random = new Random(3);
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 60; i++) {
            // As of today, so that a pattern without an index reaches them.
            var time = Instant.now().minus(Duration.ofHours(random.nextInt(24 * 20)));
            ids.add(stack.passes.add("gate", "WKX00" + i % 4, time));
        }
        var found = new ArrayList<UUID>();
        var body = ask("/api/v1/passes?limit=7&" + query);
        assertThat(body.get("total").asLong()).isEqualTo(60);
        while (true) {
            body.get("events")
                    .forEach(event -> found.add(UUID.fromString(event.get("event_id").asText())));
            var next = body.get("next_cursor");
            if (next.isNull()) {
                break;
            }
            body = ask("/api/v1/passes?limit=7&" + query + "&cursor=" + next.asText());
            assertThat(body.get("total").isNull()).isTrue();
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
    }

    @Test
    void theNewestOfAPlateAreFoundAlsoWhereOthersFiltersLeaveThemOut() {
        for (int i = 0; i < 6; i++) {
            add(i < 3 ? "north" : "south", "VBX77" + i, i * 86_400, Map.of());
        }
        assertThat(plates(ask("/api/v1/passes?plate=VBX*&limit=2")))
                .containsExactly("VBX775", "VBX774");
        assertThat(plates(ask("/api/v1/passes?plate=VBX*&limit=2&camera=north")))
                .containsExactly("VBX772", "VBX771");
    }

    @Test
    void aPatternWithoutAnIndexSaysSinceWhenItLooked() {
        var old = Instant.now().minus(Duration.ofDays(40));
        stack.passes.add("gate", "UJ1HN", old);
        stack.passes.add("gate", "UK1HN", Instant.now());
        var body = ask("/api/v1/passes?plate=*1H?");
        assertThat(plates(body)).containsExactly("UK1HN");
        assertThat(Instant.parse(body.get("window_from").asText()))
                .isBetween(
                        Instant.now().minus(Duration.ofDays(32)),
                        Instant.now().minus(Duration.ofDays(30)));
        var before = ask("/api/v1/passes?plate=*1H?&to=" + old.plusSeconds(60));
        assertThat(plates(before)).containsExactly("UJ1HN");
        assertThat(ask("/api/v1/passes?plate=U*").get("window_from").isNull()).isTrue();
    }

    @Test
    void countsByHourDayAndCameraAreThoseOfTheClockAskedFor() {
        add("north", "CK1", 0, Map.of());
        add("north", "CK1", 1_800, Map.of());
        add("south", "CK2", 3_600, Map.of("plate_region", "US-FL"));
        add("south", "CK2", 36_900, Map.of());
        var times = "&from=2026-11-22&to=2026-11-24";
        assertThat(counts("by=hour" + times))
                .isEqualTo(
                        "2026-11-22T12:00:00Z 2, 2026-11-22T13:00:00Z 1, 2026-11-22T22:00:00Z 1");
        assertThat(counts("by=day" + times)).isEqualTo("2026-11-22T00:00:00Z 4");
        assertThat(counts("by=day&timezone=Europe/Bucharest" + times))
                .isEqualTo("2026-11-21T22:00:00Z 3, 2026-11-22T22:00:00Z 1");
        assertThat(counts("by=camera" + times)).isEqualTo("north 2, south 2");
        assertThat(counts("by=camera&region=US" + times)).isEqualTo("south 1");
        assertThat(counts("by=camera&plate=*1" + times)).isEqualTo("north 2");
        assertThat(counts("by=hour&from=2026-11-23&to=2026-11-24")).isEmpty();
    }

    private String counts(String query) {
        var counts = ask("/api/v1/counts?" + query).get("counts");
        return StreamSupport.stream(counts.spliterator(), false)
                .map(
                        count ->
                                count.path("camera").asText(count.path("begin").asText())
                                        + " "
                                        + count.get("passes").asLong())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=week",
                "timezone=Mars/Base",
                "timezone=%2B02:00",
                "by=hour&from=2026-01-01&to=2026-03-01",
                "by=day&from=1990-01-01",
                "limit=3"
            })
    void countsOfTooMuchOrOfNothingThatThereIsAreRefused(String query) {
        assertThat(stack.client.get("/api/v1/counts?" + query).status()).as(query).isEqualTo(422);
    }

    @Test
    void noTimezoneThatIsTakenIsStrangeToTheDatabase() {
        for (var zone : ZoneId.getAvailableZoneIds()) {
            var status =
                    stack.client
                            .get("/api/v1/counts?by=day&timezone=" + zone.replace("+", "%2B"))
                            .status();
            assertThat(status).as(zone).isEqualTo(zone.startsWith("SystemV/") ? 422 : 200);
        }
    }

    @Test
    void whoMaySeeOneCameraFindsNothingOfAnother() {
        add("north", "NQW111", 1, Map.of());
        add("south", "NQW112", 2, Map.of());
        var key = stack.key(Role.VIEWER, new CameraScope.Only(Set.of("north")));
        var client = Client.with(stack.api.port(), key);
        for (var query : List.of("like=NQW111", "plate=NQW*", "plate=NQW112", "plate=*W11?")) {
            var plates = client.get("/api/v1/plates?" + query).json().get("plates");
            var own = query.endsWith("112") ? List.of() : List.of("NQW111");
            assertThat(plates.findValuesAsText("plate")).as(query).isEqualTo(own);
            assertThat(plates.toString()).doesNotContain("2026-");
            var passes = client.get("/api/v1/passes?" + query).json();
            assertThat(plates(passes)).as(query).isEqualTo(own);
            assertThat(passes.toString()).doesNotContain("NQW112", "south");
        }
        var counts = client.get("/api/v1/counts?by=camera&to=2026-11-23").json().get("counts");
        assertThat(counts.findValuesAsText("camera")).containsExactly("north");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plate=A'B",
                "plate=AB%25",
                "plate=ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "like=AB",
                "like=AB*12",
                "like=ABCDE&changes=2",
                "like=ABCDEF&changes=3",
                "like=ABCDEF&plate=A*",
                "confidence_min=2",
                "confidence_min=NaN",
                "from=yesterday",
                "from=2026-02-01&to=2026-01-01",
                "kamera=gate",
                "limit=0",
                "cursor=x",
                "offset=3"
            })
    void whatCannotBeMeantIsRefused(String query) {
        var answer = stack.client.get("/api/v1/passes?" + query);
        assertThat(answer.status()).as(query).isEqualTo(422);
        assertThat(answer.json().get("errors")).isNotEmpty();
    }
}
