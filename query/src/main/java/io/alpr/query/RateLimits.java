package io.alpr.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import java.time.Duration;

/**
 * Keeps one who asks too fast from being in everybody's way: a token bucket for each user, key or,
 * for doors that are open, address. Kept by each instance for itself. Safe from any thread.
 */
final class RateLimits {
    private static final int KEPT_MAX = 20_000;

    private final Cache<String, Bucket> requests;
    private final Cache<String, Bucket> recognitions;
    private final QuerySettings.Rates rates;

    RateLimits(QuerySettings.Rates rates) {
        this.rates = rates;
        this.requests = buckets();
        this.recognitions = buckets();
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(KEPT_MAX)
                // Full again by then, and as good as a new one.
                .expireAfterAccess(Duration.ofMinutes(1))
                .build();
    }

    /**
     * Counts a request.
     *
     * @param who asks
     * @throws Fault 429 when it is one too many
     */
    void demandRequest(Context context, String who) {
        demand(context, requests.get(who, _ -> bucket(rates.requests())));
    }

    /**
     * Counts a recognition.
     *
     * @param who asks
     * @throws Fault 429 when it is one too many
     */
    void demandRecognition(Context context, String who) {
        demand(context, recognitions.get(who, _ -> bucket(rates.recognitions())));
    }

    private static void demand(Context context, Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            context.header("Retry-After", String.valueOf(wait));
            throw new Fault(429, "Too many requests, slow down");
        }
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(2L * perSecond)
                                .refillGreedy(perSecond, Duration.ofSeconds(1))
                                .build())
                .build();
    }
}
