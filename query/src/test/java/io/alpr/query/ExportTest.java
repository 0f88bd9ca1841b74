package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches taken away as files. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class ExportTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final int MANY = 40_000;

    private final QueryStack stack;

    ExportTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    @Test
    void bothFormsHaveWhatTheSearchHasAndPicturesThatDoNotEnd() throws Exception {
        var picture = "s3://alpr-plate-images/2026/a.jpg";
        stack.passes.add("gate", "EXP 1", NOON, Map.of("plate_image_url", picture));
        stack.passes.add("gate", "EXP2", NOON.plusSeconds(1), Map.of("vehicle_make", "A, \"B\""));
        stack.passes.add("gate", "OTHER", NOON);
        var path = "/api/v1/passes/export?plate=EXP*&format=";
        var csv = stack.client.get(path + "csv");
        assertThat(csv.header("content-disposition")).contains("passes.csv");
        var rows =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new java.io.StringReader(csv.text()));
        assertThat(rows.getHeaderNames()).isEqualTo(EventBodies.NAMES);
        var records = rows.getRecords();
        var searched = stack.client.get("/api/v1/passes?plate=EXP*").json().get("events");
        var lines = stack.client.get(path + "jsonl").text().lines().map(ApiDocument::json).toList();
        assertThat(records).hasSize(2);
        assertThat(lines).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(names(lines.get(i))).isEqualTo(EventBodies.NAMES);
            for (var name : EventBodies.NAMES) {
                var wanted =
                        name.equals("plate_image_url") && i == 1
                                ? picture
                                : searched.get(i).get(name).asText("");
                assertThat(lines.get(i).get(name).asText("")).as(name).isEqualTo(wanted);
                assertThat(records.get(i).get(name)).as(name).isEqualTo(wanted);
            }
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void noTextIsAFormulaForATableCalculation() {
        for (var text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx")) {
            stack.passes.add("gate", "FX1", NOON, Map.of("vehicle_make", text));
        }
        var csv = stack.client.get("/api/v1/passes/export?plate=FX1").text();
        assertThat(csv).contains(",'=1+1,", ",'+1,", ",'-1,", ",'@SUM(A1),", "'\tx");
        assertThat(csv).doesNotContain(",=", ",+", ",@");
    }

    @Test
    void nothingFoundIsAFileWithNamesAlone() {
        assertThat(stack.client.get("/api/v1/passes/export?plate=NONE1").text())
                .isEqualTo(String.join(",", EventBodies.NAMES) + "\r\n");
        assertThat(stack.client.get("/api/v1/passes/export?plate=NONE1&format=jsonl").text())
                .isEmpty();
        assertThat(stack.client.get("/api/v1/passes/export?format=xls").status()).isEqualTo(422);
        assertThat(stack.client.get("/api/v1/passes/export?limit=3").status()).isEqualTo(422);
    }

    @Test
    void aFileOfManyBatchesHasEachPassOnceInOrder() {
        stack.passes.addMany("gate", MANY);
        var ids = new ArrayList<String>();
        var times = new ArrayList<Instant>();
        stack.client
                .get("/api/v1/passes/export?format=jsonl")
                .text()
                .lines()
                .map(ApiDocument::json)
                .forEach(
                        pass -> {
                            ids.add(pass.get("event_id").asText());
                            times.add(Instant.parse(pass.get("captured_at").asText()));
                        });
        assertThat(ids).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void moreThanIsCountedIsEstimatedAndSaidSo() {
        stack.passes.addMany("gate", MANY);
        stack.passes.analyze();
        var many = stack.client.get("/api/v1/passes?limit=1").json();
        assertThat(many.get("total_is_exact").asBoolean()).isFalse();
        assertThat(many.get("total").asDouble()).isBetween(MANY * 0.8, MANY * 1.2);
        var hour = "/api/v1/passes?limit=1&from=2026-11-22T11:00:00Z&to=2026-11-22T12:00:00Z";
        var few = stack.client.get(hour).json();
        assertThat(few.get("total").asLong()).isEqualTo(3_600);
        assertThat(few.get("total_is_exact").asBoolean()).isTrue();
    }

    @Test
    void whoMaySeeOneCameraTakesAwayNothingOfAnother() {
        stack.passes.add("north", "EXS1", NOON);
        stack.passes.add("south", "EXS2", NOON);
        var key = stack.key(Role.VIEWER, new CameraScope.Only(Set.of("north")));
        var client = Client.with(stack.api.port(), key);
        assertThat(client.get("/api/v1/passes/export?plate=EXS*&format=jsonl").text())
                .contains("EXS1")
                .doesNotContain("EXS2");
    }

    @Test
    void twoSlowReadersLeaveNoPlaceForAThirdAndTheDatabaseFree() throws Exception {
        stack.passes.addMany("gate", MANY);
        try (var one = opened().body();
                var two = opened().body()) {
            assertThat(one.read()).isPositive();
            assertThat(two.read()).isPositive();
            var third = stack.client.get("/api/v1/passes/export");
            assertThat(third.status()).isEqualTo(503);
            assertThat(Integer.parseInt(third.header("retry-after"))).isPositive();
            assertThat(stack.client.get("/api/v1/passes?limit=1").status()).isEqualTo(200);
        }
        // Who leaves makes place.
        await().untilAsserted(
                        () ->
                                assertThat(
                                                stack.client
                                                        .get("/api/v1/passes/export?plate=NONE1")
                                                        .status())
                                        .isEqualTo(200));
    }

    @Test
    void whatCannotBeFinishedDoesNotLookWhole() throws Exception {
        stack.passes.addMany("gate", MANY);
        try (var body = opened().body()) {
            body.readNBytes(1_000);
            stack.passes.rename("plate_events", "plate_events_away");
            try {
                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            } finally {
                stack.passes.rename("plate_events_away", "plate_events");
            }
        }
    }

    private HttpResponse<InputStream> opened() throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + stack.api.port() + "/api/v1/passes/export");
        var request =
                HttpRequest.newBuilder(uri).header(Gate.KEY_HEADER, stack.administrator).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    }
}
