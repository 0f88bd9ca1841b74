package io.alpr.app.bench;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.query.access.Token;
import java.time.Instant;
import java.util.UUID;

/** How a measurement reaches the archive of its own. */
final class BenchArchive {
    private BenchArchive() {}

    /** The database of that server. */
    static DatabaseSettings settings(EmbeddedPostgres server) {
        return new DatabaseSettings(
                "127.0.0.1", server.port(), "alpr_db", server.user(), server.password());
    }

    /** An API key of a viewer who may see all cameras, for ever. */
    static String key(DatabaseSettings settings) {
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
