package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Token;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passes as they come, over HTTP. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class LiveTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final QueryStack stack;

    LiveTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    private Listener listen(String query, String... headers) {
        return Listener.to(stack.api.port(), stack.administrator, query, headers);
    }

    @Test
    void aPassIsToldAsItIsStored() {
        try (var listener = listen("")) {
            listener.awaitReady();
            var id = stack.passes.add("gate", "AB12CDE", NOON);
            var told = listener.next();
            assertThat(told.name()).isEqualTo("pass");
            assertThat(told.data().get("event_id").asText()).isEqualTo(id.toString());
            assertThat(told.data().get("plate_text").asText()).isEqualTo("AB12CDE");
            assertThat(told.data().get("revision").asInt()).isEqualTo(1);
            assertThat(told.data().has("notes")).isFalse();
        }
    }

    @Test
    void whoeverComesBackIsToldWhatHeMissedAndNothingTwice() {
        String last;
        try (var listener = listen("")) {
            listener.awaitReady();
            stack.passes.add("gate", "ONE1", NOON);
            last = listener.next().id();
        }
        var missed = List.of("TWO2", "THREE3", "FOUR4");
        missed.forEach(plate -> stack.passes.add("gate", plate, NOON.plusSeconds(1)));
        try (var listener = listen("", "Last-Event-ID", last)) {
            listener.awaitReady();
            assertThat(List.of(plate(listener), plate(listener), plate(listener)))
                    .isEqualTo(missed);
            stack.passes.add("gate", "FIVE5", NOON);
            assertThat(plate(listener)).isEqualTo("FIVE5");
        }
        try (var listener = listen("?last_event_id=" + last)) {
            assertThat(plate(listener)).isEqualTo("TWO2");
        }
    }

    private static String plate(Listener listener) {
        return listener.next().data().get("plate_text").asText();
    }

    @Test
    void whoIsTooOldOrFromElsewhereIsToldSo() {
        for (var mark : List.of("1-1.5.1.1", "99999999999999999999-1.5.1.1")) {
            try (var listener = listen("", "Last-Event-ID", mark)) {
                var first = listener.next();
                assertThat(first.name()).isEqualTo("missed");
                stack.passes.add("gate", "NEW1", NOON);
                assertThat(plate(listener)).isEqualTo("NEW1");
            }
        }
        assertThat(stack.client.get("/api/v1/live?last_event_id=nonsense").status()).isEqualTo(422);
    }

    /** The one that was written first is committed last. */
    @Test
    void nothingIsSkippedThoughRecordersCommitOutOfOrder() throws Exception {
        try (var listener = listen("");
                var slow = connection()) {
            listener.awaitReady();
            slow.setAutoCommit(false);
            insert(slow, "SLOW1");
            for (int i = 0; i < 20; i++) {
                stack.passes.add("gate", "QUICK" + i, NOON.plusSeconds(i));
            }
            Thread.sleep(300);
            assertThat(listener.arrived()).as("an older one may still come").isZero();
            slow.commit();
            assertThat(plate(listener)).isEqualTo("SLOW1");
            for (int i = 0; i < 20; i++) {
                assertThat(plate(listener)).isEqualTo("QUICK" + i);
            }
        }
    }

    private java.sql.Connection connection() throws java.sql.SQLException {
        return DriverManager.getConnection(
                stack.jdbcUrl(), stack.settings().user(), stack.settings().password());
    }

    private static void insert(java.sql.Connection connection, String plate)
            throws java.sql.SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        INSERT INTO plate_events (event_id, captured_at, camera_id, track_id, plate_text,
                            plate_normalized_text, plate_confidence, plate_region)
                        VALUES (?, '2026-11-22 12:00Z', 'gate', 't-1', ?, ?, 0.9, 'UNKNOWN')
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, plate);
            insert.setString(3, plate);
            insert.executeUpdate();
        }
    }

    @Test
    void onlyWhatSomebodyWantsAndMaySeeIsTold() {
        var key = stack.key(Role.VIEWER, new CameraScope.Only(Set.of("gate", "yard")));
        try (var gate = Listener.to(stack.api.port(), key, "");
                var yard = Listener.to(stack.api.port(), key, "?camera=yard");
                var shape = listen("?plate=ab*9")) {
            gate.awaitReady();
            yard.awaitReady();
            shape.awaitReady();
            stack.passes.add("secret", "AB119", NOON);
            stack.passes.add("gate", "AB22", NOON);
            stack.passes.add("yard", "CD33", NOON);
            assertThat(plate(gate)).isEqualTo("AB22");
            assertThat(plate(gate)).isEqualTo("CD33");
            assertThat(plate(yard)).isEqualTo("CD33");
            assertThat(plate(shape)).isEqualTo("AB119");
        }
        assertThat(stack.client.get("/api/v1/live?plate=%3C").status()).isEqualTo(422);
        assertThat(stack.client.get("/api/v1/live?kamera=x").status()).isEqualTo(422);
    }

    @Test
    void aCorrectionIsToldAndWhatIsErasedIsNot() {
        var id = stack.passes.add("gate", "AB12CDE", NOON);
        try (var listener = listen("")) {
            listener.awaitReady();
            stack.client.checked(
                    "PUT",
                    "/api/v1/passes/" + id + "/plate",
                    BodyPublishers.ofString("{\"plate\":\"A812CDE\"}"),
                    "Content-Type",
                    "application/json");
            var told = listener.next();
            assertThat(told.data().get("plate_text").asText()).isEqualTo("A812CDE");
            assertThat(told.data().get("corrected").asBoolean()).isTrue();
        }
    }

    @Test
    void aKeyThatIsTakenBackHearsNoMore() {
        var token = Token.key();
        var key = QueryStack.apiKey(Role.VIEWER, new CameraScope.Everything());
        stack.access.keys().add(key, token.hash());
        try (var listener = Listener.to(stack.api.port(), token.text(), "")) {
            listener.awaitReady();
            stack.client.checked("DELETE", "/api/v1/keys/" + key.id(), BodyPublishers.noBody());
            await().atMost(Duration.ofSeconds(25)).until(listener::isOver);
        }
    }

    @Test
    void listeningIsInTheAuditLogWithHowMuchWasTold() {
        try (var listener = listen("?camera=gate&reason=case-9")) {
            listener.awaitReady();
            stack.passes.add("gate", "AB12CDE", NOON);
            listener.next();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            var log =
                                    stack.client
                                            .get("/api/v1/audit?action=live_end&limit=1")
                                            .json()
                                            .get("entries");
                            assertThat(log).isNotEmpty();
                        });
        var begun = stack.client.get("/api/v1/audit?action=live&limit=1").json().get("entries");
        assertThat(begun.get(0).get("reason").asText()).isEqualTo("case-9");
        assertThat(begun.get(0).get("asked").toString()).contains("gate");
    }

    @Test
    void whoeverListensDoesNotKeepTheServiceFromEnding() {
        var api = stack.another(false);
        try (var listener = Listener.to(api.port(), stack.administrator, "")) {
            listener.awaitReady();
            var begun = System.nanoTime();
            api.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(8));
        }
    }
}
