package io.alpr.query;

import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.ApiKeys;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Principal;
import io.alpr.query.access.Token;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys: everybody's own, and for administrators all. A key is made by somebody who is logged
 * in, never by a key: who found one must not make himself another.
 */
final class KeyRoutes {
    private static final String PATH = "/api/v1/keys";

    private final ApiKeys keys;
    private final Authenticator authenticator;

    private final Lookups lookups;

    KeyRoutes(ApiKeys keys, Authenticator authenticator, Lookups lookups) {
        this.keys = keys;
        this.lookups = lookups;
        this.authenticator = authenticator;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, Entry.VIEWER, this::list),
                Route.post(PATH, Entry.VIEWER, this::add),
                new Route(Route.Verb.DELETE, PATH + "/{key_id}", Entry.VIEWER, this::revoke));
    }

    private void list(Context context) {
        context.json(
                Map.of("keys", keys.all(owner(context)).stream().map(KeyRoutes::body).toList()));
    }

    private void add(Context context) throws IOException {
        var principal = loggedIn(context);
        var body = JsonBody.of(context);
        var name = body.text("name").strip();
        var role = UserRoutes.role(body, Role.VIEWER);
        var scope = UserRoutes.scope(body, principal.scope());
        var expires = expiry(body);
        if (!principal.role().includes(role)) {
            body.refuse("role", "must be no more than your own, " + principal.role().word());
        }
        if (!scope.within(principal.scope()).equals(scope)) {
            body.refuse("cameras", "must be among your own");
        }
        if (name.isEmpty()
                || name.length() > 64
                || name.chars().anyMatch(Character::isISOControl)) {
            body.refuse("name", "must have 1 to 64 printable characters");
        }
        body.check();
        var made =
                new ApiKey(
                        UUID.randomUUID(),
                        name,
                        role,
                        scope,
                        principal.name(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        expires.orElse(null),
                        null,
                        null);
        var token = Token.key();
        lookups.did(
                context,
                "key_add",
                Map.of("key_id", made.id().toString(), "name", name, "role", role.word()));
        keys.add(made, token.hash());
        var answer = new LinkedHashMap<String, @Nullable Object>(body(made));
        answer.put("key", token.text());
        context.status(201).json(answer);
    }

    private void revoke(Context context) {
        var id = EventRoutes.uuid(context.pathParam("key_id"));
        id.ifPresent(one -> lookups.did(context, "key_revoke", Map.of("key_id", one.toString())));
        if (id.isEmpty() || !keys.revoke(id.get(), owner(context))) {
            throw new Fault(404, "There is no such key");
        }
        authenticator.forgetAll();
        context.status(204);
    }

    /** Whose keys somebody may see and take back; empty for everybody's. */
    private static Optional<String> owner(Context context) {
        var principal = Gate.principal(context);
        if (principal.role() == Role.ADMINISTRATOR) {
            return Optional.empty();
        }
        return Optional.of(
                principal
                        .account()
                        .orElseThrow(() -> new Fault(403, "Not permitted: this key has no owner")));
    }

    private static Principal loggedIn(Context context) {
        var principal = Gate.principal(context);
        if (principal.kind() != Principal.Kind.SESSION) {
            throw new Fault(403, "Not permitted: a key cannot make keys; log in");
        }
        return principal;
    }

    private static Optional<Instant> expiry(JsonBody body) {
        var text = body.optionalText("expires_at");
        var time = text.flatMap(IsoTimes::parsed);
        if (text.isPresent() && (time.isEmpty() || time.get().isBefore(Instant.now()))) {
            body.refuse("expires_at", "must be a time to come, ISO 8601");
        }
        return time;
    }

    private static Map<String, @Nullable Object> body(ApiKey key) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("key_id", key.id().toString());
        body.put("name", key.name());
        body.put("role", key.role().word());
        body.put("cameras", key.scope().list());
        body.put("account", key.account());
        body.put("created_at", time(key.createdAt()));
        body.put("expires_at", time(key.expiresAt()));
        body.put("revoked_at", time(key.revokedAt()));
        body.put("last_used", time(key.lastUsed()));
        return body;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
