package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people add to passes: corrections, notes and tags. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class PassPapersTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final QueryStack stack;
    private UUID id;

    PassPapersTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void onePass() {
        stack.passes.clear();
        id =
                stack.passes.add(
                        "gate",
                        "AB12 CDE",
                        NOON,
                        Map.of(
                                "revision",
                                3,
                                "reads_total",
                                9,
                                "box_width",
                                80,
                                "box_height",
                                20,
                                "box_x",
                                10,
                                "box_y",
                                5));
    }

    private String path(String more) {
        return "/api/v1/passes/" + id + more;
    }

    private JsonNode pass() {
        return stack.client.get(path("")).json();
    }

    private Client.Answer json(String method, String more, String body) {
        return stack.client.checked(
                method,
                path(more),
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json");
    }

    private Client.Answer ask(String method, String more) {
        return stack.client.checked(method, path(more), BodyPublishers.noBody());
    }

    @Test
    void aPassTellsAllThatIsKnownOfIt() {
        var pass = pass();
        assertThat(pass.get("revision").asInt()).isEqualTo(3);
        assertThat(pass.get("reads_total").asInt()).isEqualTo(9);
        assertThat(pass.get("box").toString()).isEqualTo("[10,5,80,20]");
        assertThat(pass.get("corrected").asBoolean()).isFalse();
        assertThat(pass.get("corrections")).isEmpty();
        assertThat(stack.client.get("/api/v1/passes/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(stack.client.get("/api/v1/passes/nonsense").status()).isEqualTo(404);
    }

    @Test
    void aCorrectionIsFoundAndKeepsWhatWasReadAndWhoSaidSo() {
        var answer = json("PUT", "/plate", "{\"plate\":\"a812-cde\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var pass = pass();
        assertThat(pass.get("plate_text").asText()).isEqualTo("a812-cde");
        assertThat(pass.get("plate_normalized_text").asText()).isEqualTo("A812CDE");
        assertThat(pass.get("corrected").asBoolean()).isTrue();
        assertThat(pass.get("read_text").asText()).isEqualTo("AB12 CDE");
        var correction = pass.get("corrections").get(0);
        assertThat(correction.get("from").asText()).isEqualTo("AB12 CDE");
        assertThat(correction.get("to").asText()).isEqualTo("a812-cde");
        assertThat(correction.get("by").asText()).isEqualTo("key:test");
        assertThat(Instant.parse(correction.get("at").asText())).isAfter(NOON);
        assertThat(stack.client.get("/events/plate/A812CDE").json().get("count").asInt())
                .isEqualTo(1);
        assertThat(stack.client.get("/events/plate/AB12CDE").json().get("count").asInt()).isZero();
        assertThat(
                        stack.client
                                .get("/api/v1/plates?like=A812CDE&changes=0")
                                .json()
                                .get("plates")
                                .findValuesAsText("plate"))
                .as("the table of plates knows it")
                .contains("A812CDE");
    }

    @Test
    void aCorrectionIsUndoneAndBothAreKept() {
        json("PUT", "/plate", "{\"plate\":\"XY1\"}");
        json("PUT", "/plate", "{\"plate\":\"XY2\"}");
        assertThat(ask("DELETE", "/plate").status()).isEqualTo(200);
        var pass = pass();
        assertThat(pass.get("plate_text").asText()).isEqualTo("AB12 CDE");
        assertThat(pass.get("corrected").asBoolean()).isFalse();
        assertThat(pass.get("read_text").isNull()).isTrue();
        assertThat(pass.get("corrections").findValuesAsText("to"))
                .containsExactly("XY1", "XY2", "AB12 CDE");
        assertThat(ask("DELETE", "/plate").status()).as("nothing to undo").isEqualTo(200);
        assertThat(pass().get("corrections")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"plate\":\"\"}",
                "{\"plate\":\"--\"}",
                "{\"plate\":\"ABCDEFGHIJKLMNOPQRSTU\"}",
                "{\"plate\":\"<b>\"}",
                "{\"plate\":\"AB\\u0000\"}",
                "{\"plate\":7}",
                "{\"plate\":\"AB1\",\"camera\":\"x\"}"
            })
    void whatIsNoPlateIsRefused(String body) {
        assertThat(json("PUT", "/plate", body).status()).as(body).isEqualTo(422);
        assertThat(pass().get("plate_text").asText()).isEqualTo("AB12 CDE");
    }

    @Test
    void notesAreWrittenAndDeletedByWhoWroteThem() {
        var added = json("POST", "/notes", "{\"text\":\"Reported stolen\\nsee case 7\"}");
        assertThat(added.status()).isEqualTo(201);
        var note = pass().get("notes").get(0);
        assertThat(note).isEqualTo(added.json());
        assertThat(note.get("text").asText()).isEqualTo("Reported stolen\nsee case 7");
        var operator =
                Client.with(
                        stack.api.port(), stack.key(Role.OPERATOR, new CameraScope.Everything()));
        var noteId = note.get("note_id").asText();
        assertThat(pass().get("notes")).hasSize(1);
        assertThat(ask("DELETE", "/notes/" + noteId).status()).isEqualTo(204);
        assertThat(ask("DELETE", "/notes/" + noteId).status()).isEqualTo(404);
        assertThat(ask("DELETE", "/notes/nonsense").status()).isEqualTo(404);
        assertThat(pass().get("notes")).isEmpty();
        assertThat(operator.send("POST", path("/notes")).status()).isEqualTo(415);
        assertThat(json("POST", "/notes", "{\"text\":\" \"}").status()).isEqualTo(422);
        assertThat(json("POST", "/notes", "{\"text\":\"a\\u0007b\"}").status()).isEqualTo(422);
        assertThat(
                        json("POST", "/notes", "{\"text\":\"%s\"}".formatted("x".repeat(2_001)))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void anotherOperatorsNoteStays() {
        stack.client.send("GET", "/");
        var added = json("POST", "/notes", "{\"text\":\"mine\"}").json().get("note_id").asText();
        stack.database.with(
                handle -> handle.execute("UPDATE pass_notes SET written_by = 'somebody else'"));
        var operator =
                Client.with(
                        stack.api.port(), stack.key(Role.OPERATOR, new CameraScope.Everything()));
        assertThat(operator.send("DELETE", path("/notes/" + added)).status()).isEqualTo(404);
        assertThat(ask("DELETE", "/notes/" + added).status()).as("administrator").isEqualTo(204);
    }

    @Test
    void tagsMarkPassesAndFindThem() {
        var other = stack.passes.add("yard", "ZZ1", NOON.plusSeconds(60));
        assertThat(ask("PUT", "/tags/stolen").status()).isEqualTo(204);
        assertThat(ask("PUT", "/tags/stolen").status()).as("again").isEqualTo(204);
        assertThat(ask("PUT", "/tags/case-7").status()).isEqualTo(204);
        assertThat(ask("PUT", "/tags/No%20Tag").status()).isEqualTo(422);
        assertThat(pass().get("tags").toString()).isEqualTo("[\"case-7\",\"stolen\"]");
        var found = stack.client.get("/api/v1/passes?tag=stolen").json();
        assertThat(found.get("events").findValuesAsText("event_id")).containsExactly(id.toString());
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(
                        stack.client
                                .get("/api/v1/passes?tag=stolen&camera=yard")
                                .json()
                                .get("count")
                                .asInt())
                .isZero();
        assertThat(stack.client.get("/api/v1/passes?tag=NO").status()).isEqualTo(422);
        stack.client.checked(
                "PUT", "/api/v1/passes/" + other + "/tags/stolen", BodyPublishers.noBody());
        assertThat(stack.client.get("/api/v1/tags").json().get("tags").toString())
                .startsWith("[{\"tag\":\"stolen\",\"passes\":2");
        var gate =
                Client.with(
                        stack.api.port(),
                        stack.key(Role.VIEWER, new CameraScope.Only(Set.of("yard"))));
        assertThat(gate.get("/api/v1/tags").json().get("tags").toString())
                .startsWith("[{\"tag\":\"stolen\",\"passes\":1");
        assertThat(ask("DELETE", "/tags/stolen").status()).isEqualTo(204);
        assertThat(ask("DELETE", "/tags/stolen").status()).isEqualTo(404);
    }

    @Test
    void nobodyAddsToWhatHeMayNotSeeOrNotChange() {
        var elsewhere =
                Client.with(
                        stack.api.port(),
                        stack.key(Role.OPERATOR, new CameraScope.Only(Set.of("yard"))));
        var viewer =
                Client.with(stack.api.port(), stack.key(Role.VIEWER, new CameraScope.Everything()));
        for (var change :
                new String[] {
                    "PUT /plate", "DELETE /plate", "POST /notes", "PUT /tags/x", "DELETE /tags/x"
                }) {
            var parts = change.split(" ", -1);
            assertThat(elsewhere.send(parts[0], path(parts[1])).status()).as(change).isEqualTo(404);
            assertThat(viewer.send(parts[0], path(parts[1])).status()).as(change).isEqualTo(403);
        }
    }
}
