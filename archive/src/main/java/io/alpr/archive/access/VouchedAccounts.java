package io.alpr.archive.access;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Accounts of people whom another service vouches for (single sign-on). Safe for use by many
 * threads; throws {@link DatabaseUnavailable} when the database is away or has no schema yet.
 */
public final class VouchedAccounts {
    private static final String OF_SUBJECT =
            "SELECT * FROM accounts WHERE issuer = :issuer AND subject = :subject";

    private static final String UPDATE =
            """
            UPDATE accounts SET role = :role, cameras = :cameras
            WHERE issuer = :issuer AND subject = :subject
            """;

    private static final String INSERT =
            """
            INSERT INTO accounts (name, role, cameras, created_by, issuer, subject)
            VALUES (:name, :role, :cameras, :issuer, :issuer, :subject)
            ON CONFLICT DO NOTHING
            """;

    private final PatientPool pool;

    VouchedAccounts(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * Whom a service vouches for, and what he may do here.
     *
     * @param issuer the service
     * @param subject what it calls him, always and nobody else
     * @param name that he gets here at first, as of {@link Account}
     */
    public record Person(String issuer, String subject, String name, Role role, CameraScope scope) {
        public Person {
            Account.checkName(name);
            if (issuer.isBlank() || subject.isBlank()) {
                throw new IllegalArgumentException(
                        "a service must say who it is and whom it means");
            }
        }
    }

    /** What became of him. */
    public sealed interface Welcome {
        /** This is his account, with the rights that he has now. */
        record In(Account account) implements Welcome {}

        /** Somebody else has that name here. */
        record NameTaken() implements Welcome {}
    }

    /** His account, made the first time and brought up to date every time. */
    public Welcome welcome(Person person) {
        return pool.inTransaction(
                handle -> {
                    int there = bound(handle, UPDATE, person);
                    if (there == 0 && inserted(handle, person) == 0) {
                        return new Welcome.NameTaken();
                    }
                    return new Welcome.In(known(handle, person).orElseThrow());
                });
    }

    private static int bound(Handle handle, String sql, Person person) {
        return handle.createUpdate(sql)
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .bind("role", person.role().word())
                .bindArray("cameras", String.class, person.scope().list().toArray())
                .execute();
    }

    private static int inserted(Handle handle, Person person) {
        return handle.createUpdate(INSERT)
                .bind("name", person.name())
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .bind("role", person.role().word())
                .bindArray("cameras", String.class, person.scope().list().toArray())
                .execute();
    }

    private static Optional<Account> known(Handle handle, Person person) {
        return handle.createQuery(OF_SUBJECT)
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .map((row, _) -> Accounts.account(row))
                .findOne();
    }
}
