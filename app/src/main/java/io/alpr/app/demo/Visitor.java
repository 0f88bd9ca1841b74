package io.alpr.app.demo;

import io.alpr.app.stack.Installation;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Passwords;
import io.alpr.query.access.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Lets whoever runs the demo, and its own check, into the demo's archive. */
public final class Visitor {
    /** The name to log in with. */
    public static final String NAME = "demo";

    private static final Duration KEY_GOOD_FOR = Duration.ofHours(1);

    private Visitor() {}

    /** A key that looks, for an hour. */
    public static String key(Installation installation) {
        var token = Token.key();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var key =
                new ApiKey(
                        UUID.randomUUID(),
                        "demo",
                        Role.VIEWER,
                        new CameraScope.Everything(),
                        null,
                        now,
                        now.plus(KEY_GOOD_FOR),
                        null,
                        null);
        try (var access = installation.access()) {
            access.keys().add(key, token.hash());
        }
        return token.text();
    }

    /** The password of {@link #NAME}, another one at each demo. */
    public static String password(Installation installation) {
        var password = Passwords.generated();
        var hash = Passwords.hash(password);
        try (var access = installation.access()) {
            var draft =
                    new Accounts.Draft(
                            NAME, Role.OPERATOR, new CameraScope.Everything(), hash, false, "demo");
            if (!access.accounts().add(draft)) {
                access.accounts().setPassword(NAME, hash, false);
            }
        }
        return password;
    }
}
