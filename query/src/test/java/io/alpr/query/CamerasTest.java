package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.CameraStatusStore;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.events.CameraStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How cameras are, as their pilots report it and a recorder stores it. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class CamerasTest {
    private final QueryStack stack;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    CamerasTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void empty() {
        stack.database.with(
                handle ->
                        handle.execute("DELETE FROM camera_status")
                                + handle.execute("DELETE FROM camera_status_minutes"));
    }

    private void report(String camera, String state, Duration ago, CameraStatus.View view) {
        new CameraStatusStore(stack.database)
                .store(
                        List.of(
                                new CameraStatus(
                                        camera,
                                        "DC1",
                                        state,
                                        now.minus(ago),
                                        new CameraStatus.Activity(
                                                12.5,
                                                now.minus(ago),
                                                Instant.EPOCH,
                                                14,
                                                Map.of("too_small", 3L)),
                                        view)));
    }

    private static CameraStatus.View view(
            CameraStatus.Trouble trouble, CameraStatus.Condition... conditions) {
        return new CameraStatus.View(
                new CameraStatus.Source("rtsp", 1920, 1080, "h264"),
                trouble,
                Map.of("behind", 14L),
                List.of(conditions));
    }

    private JsonNode camera(String id) {
        return stack.client.get("/api/v1/cameras/" + id).json();
    }

    @Test
    void aCameraTellsAllThatItsPilotReported() {
        var since = now.minusSeconds(60);
        report(
                "gate",
                "backing_off",
                Duration.ofSeconds(5),
                view(
                        new CameraStatus.Trouble("connection refused", now.plusSeconds(7), 3),
                        new CameraStatus.Condition("frozen", since, "for a minute")));
        var camera = camera("gate");
        assertThat(camera.get("health").asText()).isEqualTo("down");
        assertThat(camera.get("site_id").asText()).isEqualTo("DC1");
        assertThat(camera.get("fps").asDouble()).isEqualTo(12.5);
        assertThat(camera.get("last_read_at").isNull()).isTrue();
        assertThat(camera.get("drops").toString()).isEqualTo("{\"behind\":14}");
        assertThat(camera.get("rejects").toString()).isEqualTo("{\"too_small\":3}");
        assertThat(camera.get("source").get("codec").asText()).isEqualTo("h264");
        assertThat(camera.get("trouble").get("reason").asText()).isEqualTo("connection refused");
        assertThat(camera.get("trouble").get("next_try_at").asText())
                .isEqualTo(now.plusSeconds(7).toString());
        assertThat(camera.get("conditions").get(0).get("name").asText()).isEqualTo("frozen");
        assertThat(camera.get("conditions").get(0).get("since").asText())
                .isEqualTo(since.toString());
    }

    @Test
    void itsHealthIsOneWord() {
        var well = view(CameraStatus.Trouble.NONE);
        report("up", "streaming", Duration.ofSeconds(5), well);
        report("silent", "streaming", Duration.ofSeconds(90), well);
        report("stopped", "stopped", Duration.ofSeconds(5), well);
        report("down", "connecting", Duration.ofSeconds(5), well);
        report(
                "degraded",
                "streaming",
                Duration.ofSeconds(5),
                view(CameraStatus.Trouble.NONE, new CameraStatus.Condition("dark", now, "")));
        var cameras = stack.client.get("/api/v1/cameras").json();
        assertThat(cameras.get("count").asInt()).isEqualTo(5);
        for (var camera : cameras.get("cameras")) {
            assertThat(camera.get("health")).isEqualTo(camera.get("camera_id"));
        }
    }

    @Test
    void itsMinutesAreTold() {
        for (int minute = 0; minute < 5; minute++) {
            report(
                    "gate",
                    minute == 2 ? "connecting" : "streaming",
                    Duration.ofMinutes(minute),
                    view(CameraStatus.Trouble.NONE));
        }
        var minutes = stack.client.get("/api/v1/cameras/gate/minutes").json();
        assertThat(minutes.get("count").asInt()).isEqualTo(5);
        assertThat(minutes.get("minutes").findValuesAsText("state"))
                .containsExactly("streaming", "streaming", "connecting", "streaming", "streaming");
        var part = stack.client.get("/api/v1/cameras/gate/minutes?from=" + now.minusSeconds(100));
        assertThat(part.json().get("count").asInt()).isBetween(1, 2);
        assertThat(stack.client.get("/api/v1/cameras/gate/minutes?from=2020-01-01").status())
                .isEqualTo(422);
    }

    @Test
    void othersCamerasAreNotThere() {
        report("gate", "streaming", Duration.ZERO, view(CameraStatus.Trouble.NONE));
        var yard =
                Client.with(
                        stack.api.port(),
                        stack.key(Role.VIEWER, new CameraScope.Only(Set.of("yard"))));
        assertThat(yard.get("/api/v1/cameras").json().get("count").asInt()).isZero();
        assertThat(yard.get("/api/v1/cameras/gate").status()).isEqualTo(404);
        assertThat(yard.get("/api/v1/cameras/gate/minutes").status()).isEqualTo(404);
        assertThat(stack.client.get("/api/v1/cameras/none").status()).isEqualTo(404);
    }
}
