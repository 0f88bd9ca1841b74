package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.audit.Instance;
import io.alpr.service.Listen;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class DocumentTest {
    private static final List<String> MANAGEMENT =
            List.of("GET /health/live", "GET /health/ready", "GET /metrics");

    private final ApiDocument document = new ApiDocument();
    private final Client client;

    DocumentTest(QueryStack stack) {
        this.client = stack.client;
    }

    @Test
    void theDocumentAndTheRouteTableNameTheSame() {
        var settings =
                new QuerySettings(
                        QuerySettings.Reach.plain(Listen.loopback(0)),
                        new DatabaseSettings("127.0.0.1", 1, "alpr_db", "alpr", ""),
                        new ObjectStoreSettings(
                                "127.0.0.1:1", "key", "secret", "alpr-plate-images"),
                        QuerySettings.Rules.USUAL);
        var limits = new RateLimits(QuerySettings.Rates.USUAL);
        var engine = new TestingEngine().engine();
        try (var parts = Parts.open(settings, engine, limits, new Instance("test", "1"))) {
            var table = new TreeSet<>(MANAGEMENT);
            for (var route :
                    new Routes(parts, Routes.Rooms.of(settings, parts, limits), Optional.empty())
                            .api()) {
                table.add(route.line());
            }
            assertThat(table).isEqualTo(document.operations());
            parts.feed().close();
        }
    }

    @Test
    void everyExampleFollowsItsSchema() {
        document.checkExamples();
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        var names = Pattern.compile("\\{(\\w+)}");
        for (var path : document.document().get("paths").properties()) {
            names.matcher(path.getKey())
                    .results()
                    .map(name -> name.group(1))
                    .forEach(name -> assertDescribed(path.getValue(), name));
        }
    }

    /** Generators of clients refuse the document otherwise. */
    @Test
    void everyOperationHasANameOfItsOwn() {
        var names = document.document().findValuesAsText("operationId");
        assertThat(names).hasSameSizeAs(document.operations()).doesNotHaveDuplicates();
    }

    private void assertDescribed(JsonNode path, String name) {
        for (var operation : path) {
            assertThat(document.parameters(operation)).contains(name + " in path");
        }
    }

    @Test
    void theDocumentIsServedAsItIsWritten() {
        assertThat(client.get("/openapi.json").json()).isEqualTo(document.document());
    }

    @Test
    void everyGetAnswersHeadAndHasNoBody() {
        var paths =
                new TreeSet<>(
                        List.of("/ui", "/ui/passes.css", "/ui/passes.js", "/ui/icon.svg", "/docs"));
        for (var operation : document.operations()) {
            if (operation.startsWith("GET ")) {
                paths.add(operation.substring(4).replaceAll("\\{\\w+}", "none"));
            }
        }
        for (var path : paths) {
            var get = client.send("GET", path);
            var head = client.send("HEAD", path);
            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.header("content-type")).as(path).isEqualTo(get.header("content-type"));
            assertThat(head.text()).as(path).isEmpty();
        }
    }

    @Test
    void theDocsPageLoadsEveryAssetFromHere() {
        var page = client.send("GET", "/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        var assets =
                Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                        .matcher(page.text())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(assets).hasSizeGreaterThan(4).allMatch(asset -> asset.startsWith("/"));
        for (var asset : assets) {
            assertThat(client.send("GET", asset).status()).as(asset).isEqualTo(200);
        }
        assertThat(client.send("GET", "/docs/swagger-ui-bundle.js").text())
                .contains("SwaggerUIBundle");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void unknownPathsAndMethodsAreAnsweredInJson() {
        var unknown = client.send("GET", "/nothing/here");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).isEqualTo("{\"detail\":\"Not Found\"}");
        for (var method : List.of("POST", "DELETE", "PUT", "PATCH")) {
            var wrong = client.send(method, "/events/recent");
            assertThat(wrong.status()).as(method).isEqualTo(405);
            assertThat(wrong.text()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
        }
        assertThat(client.send("GET", "/api/v1/recognize").status()).isEqualTo(405);
    }

    @Test
    void everyAnswerHasARequestIdAndAClientsOwnIsKept() {
        assertThat(client.get("/health").header("x-request-id")).hasSize(36);
        assertThat(client.get("/health", "X-Request-Id", "desk-17").header("x-request-id"))
                .isEqualTo("desk-17");
        assertThat(client.get("/health", "X-Request-Id", "<script>").header("x-request-id"))
                .hasSize(36);
        assertThat(client.send("GET", "/nothing").header("x-request-id")).hasSize(36);
    }
}
