package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.service.Listen;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One who asks too fast. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class RateLimitsTest {
    private final QueryStack stack;

    RateLimitsTest(QueryStack stack) {
        this.stack = stack;
    }

    private QueryApi slow(int requests, int recognitions) {
        return stack.with(
                QuerySettings.Reach.plain(Listen.loopback(0)),
                QuerySettings.Rules.of(
                        false, List.of(), new QuerySettings.Rates(requests, recognitions)));
    }

    @Test
    void whoAsksTooFastIsToldWhenToGoOnAndOthersAreNotHeldUp() {
        try (var api = slow(5, 1)) {
            var hasty = Client.with(api.port(), stack.administrator);
            var statuses =
                    IntStream.range(0, 40).mapToObj(_ -> hasty.get("/api/v1/cameras")).toList();
            assertThat(statuses.getFirst().status()).isEqualTo(200);
            var refused = statuses.stream().filter(answer -> answer.status() == 429).findFirst();
            assertThat(refused).isPresent();
            assertThat(refused.get().header("retry-after")).matches("[1-9]\\d*");
            assertThat(hasty.get("/events/recent").status()).isEqualTo(429);
            assertThat(hasty.get("/health").status()).as("never refused").isEqualTo(200);
            var other = stack.key(Role.VIEWER, new CameraScope.Everything());
            assertThat(Client.with(api.port(), other).get("/events/recent").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void recognitionsHaveARateOfTheirOwn() {
        try (var api = slow(1_000, 1)) {
            var client = Client.with(api.port(), stack.administrator);
            var statuses =
                    IntStream.range(0, 10)
                            .map(
                                    _ ->
                                            client.post(
                                                            "/api/v1/recognize",
                                                            BodyPublishers.ofString("x"),
                                                            "Content-Type",
                                                            "image/jpeg")
                                                    .status())
                            .boxed()
                            .toList();
            assertThat(statuses).contains(429);
            assertThat(client.get("/events/recent").status()).isEqualTo(200);
        }
    }
}
