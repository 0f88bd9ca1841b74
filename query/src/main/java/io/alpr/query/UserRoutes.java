package io.alpr.query;

import io.alpr.archive.access.Account;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Passwords;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts, for administrators. Nobody's password is ever answered but a new one, once. */
final class UserRoutes {
    private static final String PATH = "/api/v1/users";
    private static final String ONE = PATH + "/{name}";

    private final Accounts accounts;
    private final Authenticator authenticator;

    private final Lookups lookups;

    UserRoutes(Accounts accounts, Authenticator authenticator, Lookups lookups) {
        this.accounts = accounts;
        this.lookups = lookups;
        this.authenticator = authenticator;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, Entry.ADMINISTRATOR, this::list),
                Route.post(PATH, Entry.ADMINISTRATOR, this::add),
                new Route(Route.Verb.PATCH, ONE, Entry.ADMINISTRATOR, this::change),
                Route.post(ONE + "/password", Entry.ADMINISTRATOR, this::reset));
    }

    private void list(Context context) {
        context.json(Map.of("users", accounts.all().stream().map(UserRoutes::body).toList()));
    }

    private void add(Context context) throws IOException {
        var body = JsonBody.of(context);
        var name = body.text("name");
        var role = role(body, Role.VIEWER);
        var scope = scope(body, new CameraScope.Everything());
        if (!Account.isName(name)) {
            body.refuse("name", "must have 1 to 64 of a-z 0-9 . _ @ -");
        }
        body.check();
        var password = Passwords.generated();
        var draft =
                new Accounts.Draft(
                        name,
                        role,
                        scope,
                        Passwords.hash(password),
                        true,
                        Gate.principal(context).name());
        lookups.did(context, "user_add", Map.of("user", name, "role", role.word()));
        if (!accounts.add(draft)) {
            throw new Fault(409, "There is a user of that name already");
        }
        var made = new LinkedHashMap<>(body(found(name)));
        made.put("password", password);
        context.status(201).json(made);
    }

    private void change(Context context) throws IOException {
        var before = found(context.pathParam("name"));
        var body = JsonBody.of(context);
        var role = role(body, before.role());
        var scope = scope(body, before.scope());
        boolean enabled = body.truth("enabled").orElse(before.enabled());
        body.check();
        lookups.did(
                context,
                "user_change",
                Map.of(
                        "user", before.name(),
                        "role", role.word(),
                        "enabled", String.valueOf(enabled)));
        var change = accounts.change(before.name(), role, scope, enabled);
        if (change == Accounts.Change.LAST_ADMINISTRATOR) {
            throw new Fault(
                    409, "Nobody would be left to administer; make another administrator first");
        }
        authenticator.forgetAll();
        context.json(body(found(before.name())));
    }

    private void reset(Context context) {
        var name = found(context.pathParam("name")).name();
        var password = Passwords.generated();
        lookups.did(context, "password_reset", Map.of("user", name));
        accounts.setPassword(name, Passwords.hash(password), true);
        authenticator.forgetAll();
        context.json(Map.of("name", name, "password", password));
    }

    private Account found(String name) {
        if (!Account.isName(name)) {
            throw new Fault(404, "There is no such user");
        }
        return accounts.named(name).orElseThrow(() -> new Fault(404, "There is no such user"));
    }

    /** The member {@code role}. */
    static Role role(JsonBody body, Role absent) {
        var word = body.optionalText("role");
        var role = word.flatMap(Role::of);
        if (word.isPresent() && role.isEmpty()) {
            body.refuse("role", "must be viewer, operator or administrator");
        }
        return role.orElse(absent);
    }

    /** The member {@code cameras}; an empty list is all. */
    static CameraScope scope(JsonBody body, CameraScope absent) {
        try {
            return body.texts("cameras").map(CameraScope::written).orElse(absent);
        } catch (IllegalArgumentException e) {
            body.refuse("cameras", String.valueOf(e.getMessage()));
            return absent;
        }
    }

    private static Map<String, Object> body(Account account) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", account.name());
        body.put("role", account.role().word());
        body.put("cameras", account.scope().list());
        body.put("enabled", account.enabled());
        body.put("password_expired", account.passwordExpired());
        body.put("created_at", DateTimeFormatter.ISO_INSTANT.format(account.createdAt()));
        body.put("created_by", account.createdBy());
        return body;
    }
}
