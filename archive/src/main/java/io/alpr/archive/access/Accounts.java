package io.alpr.archive.access;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The accounts. Safe for use by many threads; every call throws {@link DatabaseUnavailable} when
 * the database is away or has no schema yet.
 */
public final class Accounts {
    /** One transaction at a time makes the first account; "admi" in ASCII. */
    private static final long FIRST_LOCK = 0x61646d69;

    private static final String COLUMNS =
            "name, role, cameras, password_expired, enabled, created_at, created_by";

    private final PatientPool pool;

    Accounts(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * An account to be made.
     *
     * @param name as of {@link Account}
     * @param password PHC string of its hash; empty for none, which no login fits
     * @param passwordExpired whether its owner must change it first
     * @param createdBy a name, or {@code machine}
     */
    public record Draft(
            String name,
            Role role,
            CameraScope scope,
            String password,
            boolean passwordExpired,
            String createdBy) {
        public Draft {
            Account.checkName(name);
        }
    }

    /** What a login is held against. */
    public record Login(Account account, String password) {}

    /**
     * @return whether it was made; not when the name is taken
     */
    public boolean add(Draft draft) {
        return pool.with(handle -> insert(handle, draft));
    }

    /**
     * Makes an account when there is none at all, however many try at the same time.
     *
     * @return whether it was made
     */
    public boolean addFirst(Draft draft) {
        return pool.inTransaction(
                handle -> {
                    handle.select("SELECT pg_advisory_xact_lock(?)", FIRST_LOCK)
                            .mapTo(String.class)
                            .findFirst();
                    return isEmpty(handle) && insert(handle, draft);
                });
    }

    /** Whether there is no account. */
    public boolean isEmpty() {
        return pool.with(Accounts::isEmpty);
    }

    /** By name. */
    public List<Account> all() {
        return pool.with(
                handle ->
                        handle.createQuery("SELECT " + COLUMNS + " FROM accounts ORDER BY name")
                                .map((row, _) -> account(row))
                                .list());
    }

    /** The account of that name. */
    public Optional<Account> named(String name) {
        return login(name).map(Login::account);
    }

    /** The account of that name with its hash, empty text where it has none. */
    public Optional<Login> login(String name) {
        return pool.with(
                handle ->
                        handle.createQuery(
                                        "SELECT "
                                                + COLUMNS
                                                + ", coalesce(password, '') AS password"
                                                + " FROM accounts WHERE name = :name")
                                .bind("name", name)
                                .map((row, _) -> new Login(account(row), row.getString("password")))
                                .findOne());
    }

    /**
     * Sets another password, and ends all sessions of its owner.
     *
     * @param password PHC string
     * @param expired whether the owner must change it first
     * @return whether there is such an account
     */
    public boolean setPassword(String name, String password, boolean expired) {
        return pool.inTransaction(
                handle -> {
                    handle.execute("DELETE FROM sessions WHERE account = ?", name);
                    return handle.createUpdate(
                                            """
                                            UPDATE accounts SET password = :password, password_expired = :expired
                                            WHERE name = :name
                                            """)
                                    .bind("name", name)
                                    .bind("password", password)
                                    .bind("expired", expired)
                                    .execute()
                            == 1;
                });
    }

    /** What came of a change of an account. */
    public enum Change {
        /** It is so now. */
        DONE,
        /** There is no such account. */
        UNKNOWN,
        /** Nobody would be left who may administer; nothing was changed. */
        LAST_ADMINISTRATOR
    }

    /** Sets role, scope and whether it is enabled; disabling ends its sessions. */
    public Change change(String name, Role role, CameraScope scope, boolean enabled) {
        return pool.inTransaction(
                handle -> {
                    handle.select("SELECT pg_advisory_xact_lock(?)", FIRST_LOCK)
                            .mapTo(String.class)
                            .findFirst();
                    if (!enabled) {
                        handle.execute("DELETE FROM sessions WHERE account = ?", name);
                    }
                    int changed =
                            handle.createUpdate(
                                            """
                                            UPDATE accounts SET role = :role, cameras = :cameras, enabled = :enabled
                                            WHERE name = :name
                                            """)
                                    .bind("name", name)
                                    .bind("role", role.word())
                                    .bindArray("cameras", String.class, scope.list().toArray())
                                    .bind("enabled", enabled)
                                    .execute();
                    if (changed == 1 && !hasAdministrator(handle)) {
                        handle.rollback();
                        return Change.LAST_ADMINISTRATOR;
                    }
                    return changed == 1 ? Change.DONE : Change.UNKNOWN;
                });
    }

    private static boolean hasAdministrator(Handle handle) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT FROM accounts WHERE role = 'administrator' AND enabled AND cameras = '{}')")
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean isEmpty(Handle handle) {
        return !handle.createQuery("SELECT EXISTS (SELECT FROM accounts)")
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean insert(Handle handle, Draft draft) {
        return handle.createUpdate(
                                """
                                INSERT INTO accounts (name, role, cameras, password, password_expired, created_by)
                                VALUES (:name, :role, :cameras, NULLIF(:password, ''), :expired, :by)
                                ON CONFLICT (name) DO NOTHING
                                """)
                        .bind("name", draft.name())
                        .bind("role", draft.role().word())
                        .bindArray("cameras", String.class, draft.scope().list().toArray())
                        .bind("password", draft.password())
                        .bind("expired", draft.passwordExpired())
                        .bind("by", draft.createdBy())
                        .execute()
                == 1;
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                AccessRows.role(row, "role"),
                AccessRows.scope(row, "cameras"),
                row.getBoolean("password_expired"),
                row.getBoolean("enabled"),
                AccessRows.instant(row, "created_at"),
                row.getString("created_by"));
    }
}
