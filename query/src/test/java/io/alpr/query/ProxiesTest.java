package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.service.Listen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, where proxies stand between. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class ProxiesTest {
    private final QueryStack stack;

    ProxiesTest(QueryStack stack) {
        this.stack = stack;
    }

    private static QuerySettings.Reach behind(String... proxies) {
        return new QuerySettings.Reach(
                Listen.loopback(0), Optional.empty(), false, List.of(proxies));
    }

    private String addressSeen(QueryApi api, String... headers) {
        var client = Client.with(api.port(), stack.administrator);
        var id = java.util.UUID.randomUUID().toString();
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("X-Request-Id", id));
        client.get("/events/recent?limit=1", all.toArray(String[]::new));
        for (var entry : client.get("/api/v1/audit?action=recent").json().get("entries")) {
            if (entry.get("request_id").asText().equals(id)) {
                return entry.get("address").asText();
            }
        }
        throw new AssertionError("not in the audit log");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'203.0.113.7, 10.1.2.3', 203.0.113.7",
        "'198.51.100.1, 203.0.113.7, 10.1.2.3, 10.9.9.9', 203.0.113.7",
        "'198.51.100.1, nonsense', 127.0.0.1",
        "'2001:db8::1, 10.1.2.3', 2001:db8::1",
        "'', 127.0.0.1"
    })
    void theLastAddressThatATrustedProxyHasSeenCounts(String forwarded, String seen) {
        var rules = QuerySettings.Rules.of(false, List.of(), QueryStack.FAST);
        try (var api = stack.with(behind("127.0.0.1", "10.0.0.0/8"), rules)) {
            assertThat(addressSeen(api, "X-Forwarded-For", forwarded)).isEqualTo(seen);
        }
    }

    @Test
    void nobodyElseIsBelieved() {
        assertThat(addressSeen(stack.api, "X-Forwarded-For", "203.0.113.7")).isEqualTo("127.0.0.1");
    }

    @Test
    void linksPointToWhereTheProxyWasAsked() {
        stack.passes.clear();
        stack.passes.add(
                "gate",
                "AB1",
                java.time.Instant.parse("2026-11-22T12:00:00Z"),
                java.util.Map.of("plate_image_url", stack.pictures.address("DC1/a.jpg")));
        var rules = QuerySettings.Rules.of(false, List.of(), QueryStack.FAST);
        try (var api = stack.with(behind("127.0.0.1"), rules)) {
            var event =
                    Client.with(api.port(), stack.administrator)
                            .get(
                                    "/events/recent",
                                    "X-Forwarded-Proto",
                                    "https",
                                    "X-Forwarded-Host",
                                    "alpr.example")
                            .json()
                            .get("events")
                            .get(0);
            assertThat(event.get("plate_image_url").asText())
                    .startsWith("https://alpr.example/pictures/DC1/a.jpg?until=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "10.0.0.0/99", "*"})
    void whatIsNoAddressIsRefused(String proxy) {
        assertThatThrownBy(() -> behind(proxy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8");
    }
}
