package io.alpr.archive.access;

import io.alpr.archive.PatientPool;
import java.time.Duration;
import java.util.Optional;

/**
 * Logins that last, by the hash of a token that the browser alone has. A session ends when it was
 * not used for {@link #IDLE_MAX}, and {@link #AGE_MAX} after its login. Safe for use by many
 * threads.
 */
public final class Sessions {
    /** It ends after that long without use. */
    public static final Duration IDLE_MAX = Duration.ofHours(12);

    /** It ends then, however much it is used. */
    public static final Duration AGE_MAX = Duration.ofDays(7);

    private static final String IDLE = "INTERVAL '12 hours'";
    private static final String AGE = "INTERVAL '7 days'";

    private final PatientPool pool;

    Sessions(PatientPool pool) {
        this.pool = pool;
    }

    /** Begins one; those that have ended are forgotten. */
    public void begin(byte[] tokenHash, String account) {
        pool.inTransaction(
                handle -> {
                    handle.execute("DELETE FROM sessions WHERE expires_at < now()");
                    return handle.execute(
                            "INSERT INTO sessions (token_hash, account, expires_at) VALUES (?, ?, now() + "
                                    + IDLE
                                    + ")",
                            tokenHash,
                            account);
                });
    }

    /** Whose session it is, if it goes on and he is enabled; it goes on longer for that. */
    public Optional<Account> owner(byte[] tokenHash) {
        return pool.with(
                handle -> {
                    var found =
                            handle.createQuery(
                                            """
                                            SELECT accounts.*, expires_at < least(now() + %1$s, sessions.created_at + %2$s)
                                                - INTERVAL '5 minutes' AS ageing
                                            FROM sessions JOIN accounts ON accounts.name = sessions.account
                                            WHERE token_hash = :hash AND expires_at > now() AND enabled
                                            """
                                                    .formatted(IDLE, AGE))
                                    .bind("hash", tokenHash)
                                    .map(
                                            (row, _) ->
                                                    new Found(
                                                            Accounts.account(row),
                                                            row.getBoolean("ageing")))
                                    .findOne();
                    if (found.filter(Found::ageing).isPresent()) {
                        handle.execute(
                                "UPDATE sessions SET expires_at = least(now() + %s, sessions.created_at + %s) WHERE token_hash = ?"
                                        .formatted(IDLE, AGE),
                                tokenHash);
                    }
                    return found.map(Found::account);
                });
    }

    /** Ends it, if it was there. */
    public void end(byte[] tokenHash) {
        pool.with(handle -> handle.execute("DELETE FROM sessions WHERE token_hash = ?", tokenHash));
    }

    private record Found(Account account, boolean ageing) {}
}
