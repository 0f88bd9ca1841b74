package io.alpr.app.bench;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Token;
import java.time.Instant;
import java.util.UUID;

/** An API key for a measurement's own archive. */
final class BenchKey {
    private BenchKey() {}

    /** Of a viewer who may see all cameras, for ever. */
    static String add(DatabaseSettings settings) {
        var token = Token.key();
        var key =
                new ApiKey(
                        UUID.randomUUID(),
                        "bench",
                        Role.VIEWER,
                        new CameraScope.Everything(),
                        null,
                        Instant.now(),
                        null,
                        null,
                        null);
        try (var store = AccessStore.over(settings)) {
            store.keys().add(key, token.hash());
        }
        return token.text();
    }
}
