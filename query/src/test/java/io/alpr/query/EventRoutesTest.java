package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class EventRoutesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final Client client;
    private final Passes passes;

    EventRoutesTest(QueryStack stack) {
        this.client = stack.client;
        this.passes = stack.passes;
    }

    @BeforeEach
    void empty() {
        passes.clear();
    }

    private static List<String> plates(JsonNode body) {
        return StreamSupport.stream(body.get("events").spliterator(), false)
                .map(event -> event.get("plate_text").asText())
                .toList();
    }

    @Test
    void theRootNamesTheEndpoints() {
        var body = client.get("/").json();
        assertThat(body.get("name").asText()).isEqualTo("ALPR Query API");
        assertThat(body.get("endpoints").get("by_id").asText()).isEqualTo("/events/{event_id}");
    }

    @Test
    void recentIsNewestInTheArchiveFirst() {
        passes.add("gate", "OLD1", NOON, Map.of("created_at", at(1)));
        passes.add("gate", "NEW1", NOON.minusSeconds(9000), Map.of("created_at", at(3)));
        passes.add("gate", "MID1", NOON, Map.of("created_at", at(2)));
        var body = client.get("/events/recent?limit=2").json();
        assertThat(plates(body)).containsExactly("NEW1", "MID1");
        assertThat(body.get("count").asInt()).isEqualTo(2);
    }

    @Test
    void anEventHasTheContractsColumnsInItsOrder() {
        var id =
                passes.add(
                        "gate",
                        "AB12 CDE",
                        NOON,
                        Map.of(
                                "vehicle_type",
                                "car",
                                "latency_ms",
                                182,
                                "direction",
                                "",
                                "roi",
                                "in"));
        var event = client.get("/events/" + id).json();
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly(
                        "event_id",
                        "captured_at",
                        "camera_id",
                        "track_id",
                        "plate_text",
                        "plate_normalized_text",
                        "plate_confidence",
                        "plate_region",
                        "vehicle_type",
                        "vehicle_make",
                        "vehicle_model",
                        "vehicle_color",
                        "plate_image_url",
                        "vehicle_image_url",
                        "frame_image_url",
                        "latency_ms",
                        "quality_score",
                        "frame_number",
                        "site_id",
                        "host_id",
                        "roi",
                        "direction",
                        "created_at");
        assertThat(event.get("event_id").asText()).isEqualTo(id.toString());
        assertThat(event.get("captured_at").asText()).isEqualTo("2026-11-22T12:00:00.123456Z");
        assertThat(event.get("plate_normalized_text").asText()).isEqualTo("AB12CDE");
        assertThat(event.get("latency_ms").asInt()).isEqualTo(182);
        assertThat(event.get("vehicle_make").isNull()).isTrue();
        assertThat(event.get("direction").isNull()).isTrue();
    }

    @Test
    void anIdOfNoEventOrOfNoUuidIsNotFound() {
        for (var id :
                List.of(UUID.randomUUID().toString(), "nonsense", "1-1-1-1-1", "%27%20OR%201=1")) {
            var answer = client.get("/events/" + id);
            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Event not found\"}");
        }
    }

    @Test
    void aPlateIsFoundHoweverItIsWritten() {
        passes.add("gate", "AB12 CDE", NOON);
        passes.add("gate", "AB12 CDF", NOON);
        for (var text : List.of("AB12CDE", "ab12cde", "ab12%20cde", "AB-12-CDE")) {
            var body = client.get("/events/plate/" + text).json();
            assertThat(plates(body)).as(text).containsExactly("AB12 CDE");
            assertThat(body.get("plate").asText()).isEqualTo("AB12CDE");
        }
    }

    @Test
    void anUnknownPlateIsAnEmptyPage() {
        var body = client.get("/events/plate/NEVER1?limit=5&offset=7").json();
        assertThat(body.get("count").asInt()).isZero();
        assertThat(body.get("limit").asInt()).isEqualTo(5);
        assertThat(body.get("offset").asInt()).isEqualTo(7);
    }

    @Test
    void searchCombinesItsFilters() {
        passes.add("gate", "AB12CDE", NOON, Map.of("site_id", "DC1"));
        passes.add("yard", "AB12CDE", NOON, Map.of("site_id", "DC1"));
        passes.add("gate", "XY99ZZZ", NOON, Map.of("site_id", "DC2"));
        assertThat(plates(client.get("/events/search").json())).hasSize(3);
        assertThat(plates(client.get("/events/search?plate=ab12-cde&camera=gate").json()))
                .containsExactly("AB12CDE");
        assertThat(plates(client.get("/events/search?site=DC2").json())).containsExactly("XY99ZZZ");
        assertThat(plates(client.get("/events/search?plate=AB*E").json())).hasSize(2);
        assertThat(plates(client.get("/events/search?plate=XY?9*").json())).hasSize(1);
        var filters =
                client.get("/events/search?plate=ab*&start_time=2026-11-22").json().get("filters");
        assertThat(filters.get("plate").asText()).isEqualTo("ab*");
        assertThat(filters.get("start_time").asText()).isEqualTo("2026-11-22");
        assertThat(filters.get("camera").isNull()).isTrue();
    }

    @Test
    void badTimesAreNamed() {
        for (var path : List.of("/events/camera/gate", "/events/search")) {
            var start = client.get(path + "?start_time=yesterday");
            assertThat(start.status()).isEqualTo(400);
            assertThat(start.text())
                    .isEqualTo("{\"detail\":\"Invalid start_time format (use ISO 8601)\"}");
            assertThat(client.get(path + "?end_time=2026-13-01").text())
                    .isEqualTo("{\"detail\":\"Invalid end_time format (use ISO 8601)\"}");
        }
    }

    @Test
    void limitsAndOffsetsOutsideTheirRangeAreNamedAllAtOnce() {
        var answer = client.get("/events/plate/AB12?limit=1001&offset=-1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json())
                .isEqualTo(
                        ApiDocument.json(
                                """
                                {"detail": [
                                  {"type": "less_than_equal", "loc": ["query", "limit"],
                                   "msg": "Input should be less than or equal to 1000",
                                   "input": "1001", "ctx": {"le": 1000}},
                                  {"type": "greater_than_equal", "loc": ["query", "offset"],
                                   "msg": "Input should be greater than or equal to 0",
                                   "input": "-1", "ctx": {"ge": 0}}]}
                                """));
        for (var limit : List.of("0", "-5", "abc", "", "1.5", "99999999999999999999")) {
            assertThat(client.get("/events/recent?limit=" + limit).status())
                    .as(limit)
                    .isEqualTo(422);
        }
        assertThat(client.get("/events/recent?limit=1000").status()).isEqualTo(200);
        assertThat(client.get("/events/plate/A1?offset=9223372036854775807").status())
                .isEqualTo(200);
    }

    @Test
    void nothingInAnyParameterReachesTheStatement() {
        passes.add("gate", "AB12CDE", NOON);
        passes.add("it's", "QU0TE", NOON, Map.of("site_id", "O'Brien; --"));
        var nasty =
                List.of(
                        "'",
                        "%27%20OR%20%271%27=%271",
                        "%27;DROP%20TABLE%20plate_events;--",
                        "%25",
                        "_",
                        "%5C",
                        "%22",
                        ":limit",
                        "?",
                        "$1",
                        "%E2%80%AE",
                        "%F0%9F%9A%97",
                        "%3Cscript%3E",
                        "a%0Ab");
        for (var text : nasty) {
            var inPath = text.equals("?") ? "%3F" : text;
            assertThat(client.get("/events/" + inPath).status()).as(text).isEqualTo(404);
            for (var path : List.of("/events/plate/" + inPath, "/events/camera/" + inPath)) {
                assertThat(client.get(path).json().get("count").asInt()).as(path).isZero();
            }
            for (var name : List.of("camera", "site")) {
                var path = "/events/search?%s=%s".formatted(name, inPath);
                assertThat(client.get(path).json().get("count").asInt()).as(path).isZero();
            }
            for (var name : List.of("limit", "offset", "cursor")) {
                var path = "/events/plate/AB12CDE?%s=%s".formatted(name, inPath);
                assertThat(client.get(path).status()).as(path).isEqualTo(422);
            }
            for (var name : List.of("start_time", "end_time")) {
                var path = "/events/camera/gate?%s=%s".formatted(name, inPath);
                assertThat(client.get(path).status()).as(path).isEqualTo(400);
            }
        }
        assertThat(client.get("/events/search?plate=%25").json().get("count").asInt()).isZero();
        assertThat(client.get("/events/search?plate=*_*").json().get("count").asInt()).isZero();
        assertThat(client.get("/events/camera/it's").json().get("count").asInt()).isOne();
        assertThat(client.get("/events/search?site=O'Brien;%20--").json().get("count").asInt())
                .isOne();
        assertThat(passes.count()).isEqualTo(2);
    }

    @Test
    void theCharacterNulIsRefusedAndNotAFaultOfTheDatabase() {
        for (var name : List.of("plate", "camera", "site")) {
            assertThat(client.get("/events/search?%s=A%%00B".formatted(name)).status())
                    .isEqualTo(422);
        }
    }

    @Test
    void aCursorGoesOnWhereThePageEndedWhateverArrivesMeanwhile() {
        var all = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            // Five rows share each time, so that the order needs the id too.
            passes.add("gate", "P%02d".formatted(i), NOON.plusSeconds(i / 5));
        }
        String cursor = "";
        int pages = 0;
        do {
            var body = client.get("/events/camera/gate?limit=7" + cursor).json();
            all.addAll(plates(body));
            passes.add("gate", "LATE" + pages, NOON.plusSeconds(1000 + pages));
            cursor =
                    body.get("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + body.get("next_cursor").asText();
            pages++;
        } while (!cursor.isEmpty() && pages < 10);
        assertThat(pages).isEqualTo(4);
        assertThat(all).hasSize(25).doesNotHaveDuplicates().noneMatch(p -> p.startsWith("LATE"));
    }

    @Test
    void aCursorAndAnOffsetTogetherAreRefused() {
        passes.add("gate", "A1", NOON);
        passes.add("gate", "A2", NOON);
        var next = client.get("/events/camera/gate?limit=1").json().get("next_cursor").asText();
        assertThat(client.get("/events/camera/gate?offset=1&cursor=" + next).status())
                .isEqualTo(422);
    }

    @Test
    void offsetsSkip() {
        for (int i = 0; i < 5; i++) {
            passes.add("gate", "P" + i, NOON.plusSeconds(i));
        }
        assertThat(plates(client.get("/events/camera/gate?limit=2&offset=1").json()))
                .containsExactly("P3", "P2");
    }

    private static java.time.OffsetDateTime at(int minute) {
        return NOON.atOffset(ZoneOffset.UTC).plusMinutes(minute);
    }
}
