package io.alpr.query;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.PictureStore;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.query.access.FirstAdministrator.Login;
import io.alpr.query.access.Token;
import io.alpr.query.sso.OidcSettings;
import io.alpr.service.Listen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real database, a real object store and the Query API over them, started once for all test
 * classes that take it as a parameter.
 */
final class QueryStack implements AutoCloseable {
    static final String ORIGIN = "https://desk.example";

    /** Tests ask as fast as they can. */
    static final QuerySettings.Rates FAST = new QuerySettings.Rates(100_000, 1_000);

    final TestingEngine engine = new TestingEngine();
    final Passes passes;
    final PictureStore pictures;
    final QueryApi api;
    final AccessStore access;
    final String administrator;
    final Client client;
    final Client stranger;
    final List<Login> firstLogins = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final ObjectStoreSettings store;
    private final EmbeddedObjectStore objects;
    final Database database;

    private QueryStack() throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "stack");
        postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(folder));
        var objectSettings = io.alpr.embedded.ObjectStoreSettings.throwaway(folder);
        objects = EmbeddedObjectStore.start(objectSettings);
        database = Database.open(databaseSettings(postgres));
        passes = new Passes(database);
        store =
                new ObjectStoreSettings(
                        objects.endpoint(),
                        objectSettings.accessKey(),
                        objectSettings.secretKey(),
                        "alpr-plate-images");
        pictures = PictureStore.open(store);
        api = another(false);
        access = AccessStore.over(databaseSettings(postgres));
        administrator = key(Role.ADMINISTRATOR, new CameraScope.Everything());
        client = Client.with(api.port(), administrator);
        stranger = Client.without(api.port());
    }

    /** Where the store keeps an object, for whoever reaches the disk. */
    Path object(String key) {
        return folder.resolve("objects").resolve(store.bucket()).resolve(key);
    }

    /** A Query API of its own over the same database; the caller closes it. */
    QueryApi another(boolean reasonRequired) {
        return with(
                QuerySettings.Reach.plain(Listen.loopback(0)),
                QuerySettings.Rules.of(reasonRequired, List.of(ORIGIN), FAST));
    }

    /** One that points to the object store, since that has another name outside. */
    QueryApi withPublicStore() {
        return with(
                QuerySettings.Reach.plain(Listen.loopback(0)),
                new ObjectStoreSettings(
                        store.endpoint(),
                        store.accessKey(),
                        store.secretKey(),
                        store.bucket(),
                        store.endpoint().replace("127.0.0.1", "localhost")),
                QuerySettings.Rules.of(false, List.of(), FAST));
    }

    /** One of its own over the same database; the caller closes it. */
    QueryApi with(QuerySettings.Reach reach, QuerySettings.Rules rules) {
        return with(reach, store, rules);
    }

    /** One that another service logs people in to. */
    QueryApi with(OidcSettings oidc) {
        return QueryApi.start(
                new QuerySettings(
                        QuerySettings.Reach.plain(Listen.loopback(0)),
                        databaseSettings(postgres),
                        store,
                        QuerySettings.Rules.of(false, List.of(), FAST),
                        Optional.of(oidc)),
                engine.engine(),
                firstLogins::add);
    }

    private QueryApi with(
            QuerySettings.Reach reach, ObjectStoreSettings objectStore, QuerySettings.Rules rules) {
        return QueryApi.start(
                new QuerySettings(reach, databaseSettings(postgres), objectStore, rules),
                engine.engine(),
                firstLogins::add);
    }

    /** A new key of the machine. */
    String key(Role role, CameraScope scope) {
        var token = Token.key();
        access.keys().add(apiKey(role, scope), token.hash());
        return token.text();
    }

    static ApiKey apiKey(Role role, CameraScope scope) {
        return new ApiKey(
                UUID.randomUUID(), "test", role, scope, null, Instant.now(), null, null, null);
    }

    DatabaseSettings settings() {
        return databaseSettings(postgres);
    }

    String jdbcUrl() {
        return postgres.jdbcUrl("alpr_db");
    }

    static DatabaseSettings databaseSettings(EmbeddedPostgres postgres) {
        return new DatabaseSettings(
                "127.0.0.1", postgres.port(), "alpr_db", postgres.user(), postgres.password());
    }

    @Override
    public void close() {
        access.close();
        api.close();
        pictures.close();
        database.close();
        objects.close();
        postgres.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path visited, @Nullable IOException e) throws IOException {
                            Files.deleteIfExists(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the one stack to test classes, and ends it with the last of them. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == QueryStack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            var started =
                    context.getRoot()
                            .getStore(ExtensionContext.Namespace.GLOBAL)
                            .computeIfAbsent("query-stack", _ -> new Start(), Start.class);
            return started.stack();
        }
    }

    /** One try to start: when it failed, no test tries again. */
    private static final class Start implements AutoCloseable {
        private final FutureTask<QueryStack> starting = new FutureTask<>(QueryStack::new);

        QueryStack stack() {
            starting.run();
            try {
                return starting.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the stack did not start: " + e.getCause(), e);
            }
        }

        @Override
        public void close() {
            if (starting.state() == Future.State.SUCCESS) {
                starting.resultNow().close();
            }
        }
    }
}
