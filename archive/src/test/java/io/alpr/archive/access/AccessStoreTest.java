package io.alpr.archive.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessStoreTest {
    private static final byte[] HASH = {1, 2, 3};

    private final EmbeddedPostgres postgres;
    private final Database database;
    private final AccessStore store;

    AccessStoreTest(@TempDir Path folder) {
        postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(folder));
        var settings =
                new DatabaseSettings(
                        "127.0.0.1",
                        postgres.port(),
                        "alpr_db",
                        postgres.user(),
                        postgres.password());
        database = Database.open(settings);
        store = AccessStore.over(settings);
    }

    @AfterAll
    void stop() {
        store.close();
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        database.with(handle -> handle.execute("DELETE FROM sessions"));
        database.with(handle -> handle.execute("DELETE FROM api_keys"));
        database.with(handle -> handle.execute("DELETE FROM accounts"));
    }

    private static Accounts.Draft draft(String name, Role role) {
        return new Accounts.Draft(name, role, new CameraScope.Everything(), "hash", false, "test");
    }

    @Test
    void ofManyThatMakeTheFirstAccountAtOnceOneDoes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 16; i++) {
                var draft = draft("admin" + i, Role.ADMINISTRATOR);
                tries.add(() -> store.accounts().addFirst(draft));
            }
            int made = 0;
            for (var tried : threads.invokeAll(tries)) {
                made += tried.get() ? 1 : 0;
            }
            assertThat(made).isOne();
        }
        assertThat(store.accounts().all()).hasSize(1);
    }

    @Test
    void ofTwoAdministratorsWhoRemoveEachOtherAtOnceOneStays() throws Exception {
        for (int round = 0; round < 10; round++) {
            empty();
            store.accounts().add(draft("one", Role.ADMINISTRATOR));
            store.accounts().add(draft("two", Role.ADMINISTRATOR));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.invokeAll(List.of(disabling("one"), disabling("two")));
            }
            assertThat(store.accounts().all().stream().filter(Account::enabled)).hasSize(1);
        }
    }

    private Callable<Accounts.Change> disabling(String name) {
        var scope = new CameraScope.Everything();
        return () -> store.accounts().change(name, Role.ADMINISTRATOR, scope, false);
    }

    @Test
    void aSessionEndsAtItsTimeAndWithItsOwner() {
        store.accounts().add(draft("desk", Role.VIEWER));
        store.sessions().begin(HASH, "desk");
        assertThat(store.sessions().owner(HASH)).map(Account::name).contains("desk");
        assertThat(store.sessions().owner(new byte[] {1, 2})).isEmpty();
        var ended = "UPDATE sessions SET expires_at = now() - INTERVAL '1 second'";
        database.with(handle -> handle.execute(ended));
        assertThat(store.sessions().owner(HASH)).isEmpty();
        store.sessions().begin(new byte[] {4}, "desk");
        assertThat(sessions()).as("the ended one is forgotten").isOne();
        assertThat(store.accounts().setPassword("desk", "other", false)).isTrue();
        assertThat(sessions()).isZero();
    }

    @Test
    void aSessionGoesOnWhileItIsUsedButNotForEver() {
        store.accounts().add(draft("desk", Role.VIEWER));
        store.sessions().begin(HASH, "desk");
        age("created_at = now() - INTERVAL '1 day', expires_at = now() + INTERVAL '1 hour'");
        assertThat(store.sessions().owner(HASH)).isPresent();
        assertThat(hoursLeft()).isBetween(11.5, 12.01);
        age("created_at = now() - INTERVAL '166 hours', expires_at = now() + INTERVAL '1 hour'");
        assertThat(store.sessions().owner(HASH)).isPresent();
        assertThat(hoursLeft()).isBetween(1.9, 2.01);
    }

    private void age(String times) {
        database.with(handle -> handle.execute("UPDATE sessions SET " + times));
    }

    private double hoursLeft() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions")
                                .mapTo(Double.class)
                                .one());
    }

    private int sessions() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM sessions")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void scopesMeetAndNeverWiden() {
        var gate = new CameraScope.Only(Set.of("gate", "yard"));
        var yard = new CameraScope.Only(Set.of("yard", "road"));
        var all = new CameraScope.Everything();
        assertThat(gate.within(yard)).isEqualTo(new CameraScope.Only(Set.of("yard")));
        assertThat(gate.within(all)).isEqualTo(gate);
        assertThat(all.within(gate)).isEqualTo(gate);
        var none = gate.within(new CameraScope.Only(Set.of("road")));
        assertThat(none.sees("gate") || none.sees("road")).isFalse();
    }
}
