package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class PassesPageTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final QueryStack stack;
    private final Client client;

    PassesPageTest(QueryStack stack) {
        this.stack = stack;
        this.client = stack.client;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    @Test
    void aBrowserGetsThePageAndAProgramTheJson() {
        var page = client.send("GET", "/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains("No passes yet");
        assertThat(page.header("vary")).contains("Accept");
        assertThat(client.get("/").header("content-type")).startsWith("application/json");
        var both = client.send("GET", "/", "Accept", "application/json, text/html");
        assertThat(both.header("content-type")).startsWith("application/json");
    }

    @Test
    void aPassShowsItsPlatePictureCameraTimeAndConfidence() {
        stack.passes.add(
                "gate",
                "AB12 CDE",
                NOON,
                Map.of("plate_image_url", stack.pictures.address("a/b.jpg"), "site_id", "DC1"));
        assertThat(client.send("GET", "/ui").text())
                .contains("AB12 CDE", "gate · DC1", "22 Nov 2026, 12:00:00 UTC", "95&#8239;%")
                .contains("<img class=\"alone\" src=\"http://")
                .containsPattern("/pictures/a/b\\.jpg\\?until=\\d+&amp;signature=[0-9a-f]{32}\"");
    }

    @Test
    void aSearchShowsOnlyWhatItFinds() {
        stack.passes.add("gate", "AB12CDE", NOON);
        stack.passes.add("yard", "XY99ZZZ", NOON);
        assertThat(client.send("GET", "/ui?plate=ab*").text())
                .contains("AB12CDE", "value=\"ab*\"")
                .doesNotContain("XY99ZZZ");
        assertThat(client.send("GET", "/ui?camera=nowhere").text()).contains("No pass found");
    }

    @Test
    void nothingInARowOrAQueryBecomesMarkup() {
        stack.passes.add(
                "<b>%s</b>",
                "<script>x%d",
                NOON,
                Map.of(
                        "site_id", "\"><img src=x onerror=alert(1)>",
                        "plate_image_url", "javascript:alert(1)",
                        "vehicle_image_url", "https://x.example/\" onload=\"alert(1)"));
        var page = client.send("GET", "/ui?camera=%3Cb%3E%25s%3C/b%3E").text();
        assertThat(page)
                .contains("&lt;b&gt;%s&lt;/b&gt;", "&lt;script&gt;x%d", "&lt;img src=x")
                .doesNotContain("<b>", "<script>x", "<img src=x", "javascript:", "\" onload=");
    }

    @Test
    void thePageHasNoInlineScriptOrStyleAndItsPolicyForbidsThem() {
        var page = client.send("GET", "/ui");
        assertThat(page.text()).doesNotContain("<style", "style=", "onclick", "<script>");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(client.send("GET", "/ui/passes.css").header("content-type"))
                .startsWith("text/css");
        assertThat(client.send("GET", "/ui/passes.js").header("content-type"))
                .startsWith("text/javascript");
    }
}
