package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.query.access.Token;
import io.alpr.service.Health;
import io.alpr.service.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Defect 21 of the reference: a database that went away was an empty list, and healthy. */
@Tag("real")
final class OutageTest {
    private static final List<String> DATA_ROUTES =
            List.of(
                    "/stats",
                    "/events/recent",
                    "/events/search?plate=AB*",
                    "/events/plate/AB12CDE",
                    "/events/camera/gate",
                    "/events/0199f0a3-6c1e-7b52-9f0d-2f6c0b1de4aa");

    @Test
    void defect21WithoutADatabaseEveryDataRouteSaysSoInTimeAndAnswersAgainAfterwards(
            @TempDir Path folder) {
        var throwaway = PostgresSettings.throwaway(folder);
        var postgres = EmbeddedPostgres.start(throwaway);
        int port = postgres.port();
        try (var api = started(QueryStack.databaseSettings(postgres))) {
            var token = Token.key();
            var client = Client.with(api.port(), token.text());
            assertUnavailable(client, "the schema is missing", List.of("/stats", "/events/recent"));
            try (var database = Database.open(QueryStack.databaseSettings(postgres))) {
                try (var access = AccessStore.over(QueryStack.databaseSettings(postgres))) {
                    access.keys()
                            .add(
                                    QueryStack.apiKey(Role.VIEWER, new CameraScope.Everything()),
                                    token.hash());
                }
                new Passes(database).add("gate", "AB12CDE", Instant.parse("2026-11-22T12:00:00Z"));
            }
            assertThat(client.get("/events/recent").json().get("count").asInt()).isOne();
            postgres.kill();
            assertThat(api.health()).isInstanceOf(Health.Down.class);
            assertUnavailable(client, "the server is gone", DATA_ROUTES);
            var health = client.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.text()).isEqualTo("{\"detail\":\"Database not connected\"}");
            assertThat(client.get("/health/ready").status()).isEqualTo(503);
            assertThat(client.get("/health/live").status()).isEqualTo(200);
            assertThat(client.send("GET", "/ui").status()).isEqualTo(503);
            postgres =
                    EmbeddedPostgres.start(
                            new PostgresSettings(
                                    folder,
                                    port,
                                    throwaway.role(),
                                    throwaway.password(),
                                    throwaway.databases()));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(client.get("/health").status()).isEqualTo(200));
            // Asked all the while, each pool pauses between its attempts, and not at the same time.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () ->
                                    assertThat(client.get("/events/plate/AB12CDE").text())
                                            .contains("\"count\":1"));
        } finally {
            postgres.close();
        }
    }

    @Test
    void itStartsBeforeTheDatabaseDoes() {
        try (var api = started(new DatabaseSettings("127.0.0.1", 1, "alpr_db", "alpr", "wrong"))) {
            var lines = new ListAppender<ILoggingEvent>();
            var log = (Logger) LoggerFactory.getLogger(ErrorAnswers.class);
            lines.start();
            log.addAppender(lines);
            try {
                var client = Client.with(api.port(), Token.key().text());
                assertUnavailable(client, "nobody listens", List.of("/events/recent"));
                var answer = client.get("/events/recent");
                assertThat(lines.list.getLast().getMDCPropertyMap())
                        .containsEntry("requestId", answer.header("x-request-id"));
            } finally {
                log.detachAppender(lines);
            }
        }
    }

    private static QueryApi started(DatabaseSettings database) {
        return QueryApi.start(
                new QuerySettings(
                        QuerySettings.Reach.plain(Listen.loopback(0)),
                        database,
                        new ObjectStoreSettings(
                                "127.0.0.1:1", "key", "secret", "alpr-plate-images"),
                        QuerySettings.Rules.USUAL),
                new TestingEngine().engine(),
                _ -> {});
    }

    private static void assertUnavailable(Client client, String why, List<String> paths) {
        for (var path : paths) {
            var start = System.nanoTime();
            var answer = client.get(path);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s, %s", path, why)
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(answer.status()).as("%s, %s", path, why).isEqualTo(503);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Database not initialized\"}");
            assertThat(answer.header("x-request-id")).isNotEmpty();
        }
    }
}
