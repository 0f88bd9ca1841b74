package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever looks something up is written down before he is answered. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class AuditTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final QueryStack stack;

    AuditTest(QueryStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @CsvSource({
        "/events/plate/AUD-17, plate, AUD17, 1",
        "/events/search?plate=aud%2017, search, AUD17, 1",
        "/events/camera/audited, camera, '', 1",
        "/events/recent?limit=1, recent, '', 1",
        "/api/v1/passes?plate=AUD*, passes, AUD*, 1",
        "/api/v1/passes?like=AU017, passes, AU017, 1",
        "/api/v1/plates?plate=AUD17, plates, AUD17, 1",
        "/api/v1/counts?plate=AUD17&to=2026-11-23, counts, AUD17, 1",
        "/api/v1/passes/export?plate=AUD17, export, AUD17, 1",
        "/api/v1/passes?camera=audited&vehicle_color=red, passes, '', 0"
    })
    void everyLookUpSaysWhoWhatWhyAndHowMany(String path, String action, String plate, int rows) {
        stack.passes.clear();
        stack.passes.add("audited", "AUD17", NOON);
        var id = "audit-" + UUID.randomUUID();
        var desk = new Desk(stack, Role.VIEWER);
        var answer =
                stack.stranger.get(
                        path,
                        "Cookie",
                        "alpr_session=" + desk.browser.session(),
                        "X-Request-Id",
                        id,
                        "X-Reason",
                        "case 4711");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var entry = entry(desk.name, action);
        assertThat(entry.get("request_id").asText()).isEqualTo(id);
        assertThat(entry.get("kind").asText()).isEqualTo("session");
        assertThat(entry.get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("reason").asText()).isEqualTo("case 4711");
        assertThat(entry.get("plate").asText("")).isEqualTo(plate);
        assertThat(entry.get("rows").asInt()).isEqualTo(rows);
        assertThat(entry.get("asked").toString()).doesNotContain("AUD17", "AU017");
    }

    private JsonNode entry(String actor, String action) {
        var found =
                stack.client
                        .get("/api/v1/audit?actor=%s&action=%s".formatted(actor, action))
                        .json()
                        .get("entries");
        assertThat(found).as("%s by %s", action, actor).hasSize(1);
        return found.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events/recent",
                "/events/plate/AUD17",
                "/events/search",
                "/events/camera/audited",
                "/events/00000000-0000-4000-8000-000000000000",
                "/api/v1/passes",
                "/api/v1/plates?plate=A*",
                "/api/v1/counts",
                "/api/v1/passes/export",
                "/api/v1/plates/AUD17/history",
                "/api/v1/plates/AUD17/companions",
                "/api/v1/passes/00000000-0000-4000-8000-000000000000",
                "/api/v1/passes/00000000-0000-4000-8000-000000000000/pictures/plate",
                "/api/v1/live",
                "/api/v1/audit",
                "/api/v1/audit/export"
            })
    void whatCannotBeWrittenDownIsNotAnswered(String path) {
        stack.passes.add("audited", "AUD17", NOON);
        stack.passes.rename("audit_entries", "audit_entries_away");
        try {
            var answer = stack.client.get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).doesNotContain("AUD17");
        } finally {
            stack.passes.rename("audit_entries_away", "audit_entries");
        }
        await().untilAsserted(() -> assertThat(stack.client.get(path).status()).isIn(200, 404));
    }

    @Test
    void whereAReasonIsRequiredNobodyIsAnsweredWithoutOne() {
        try (var strict = stack.another(true)) {
            var client = Client.with(strict.port(), stack.administrator);
            for (var path : List.of("/events/recent", "/api/v1/passes", "/api/v1/passes/export")) {
                assertThat(client.get(path).status()).as(path).isEqualTo(400);
                assertThat(client.get(path, "X-Reason", "  ").status()).isEqualTo(400);
                assertThat(client.get(path, "X-Reason", "case 1").status()).isEqualTo(200);
                assertThat(client.get(path + "?reason=case+1").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theLogIsTakenAwayAsAFileAndThatIsWrittenDown() {
        for (int i = 0; i < 5; i++) {
            stack.client.get("/events/plate/TAKEN" + i + "?reason=%3DSUM(1)");
        }
        var csv = stack.client.get("/api/v1/audit/export?action=plate");
        assertThat(csv.header("content-type")).startsWith("text/csv");
        var lines = csv.text().lines().toList();
        assertThat(lines.getFirst()).startsWith("at,actor,kind,address,request_id,action,asked");
        assertThat(lines.get(1)).contains("TAKEN4", "'=SUM(1)");
        var jsonl = stack.client.get("/api/v1/audit/export?format=jsonl&plate=TAKEN3");
        var entry = ApiDocument.json(jsonl.text().lines().findFirst().orElseThrow());
        assertThat(entry.get("plate").asText()).isEqualTo("TAKEN3");
        assertThat(stack.client.get("/api/v1/audit/export?format=xml").status()).isEqualTo(422);
        assertThat(
                        stack.client
                                .get("/api/v1/audit?action=audit_export&limit=1")
                                .json()
                                .get("entries"))
                .hasSize(1);
    }
}
