package io.alpr.archive.access;

import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** API keys, by their hash. Safe for use by many threads. */
public final class ApiKeys {
    private static final String COLUMNS =
            "key_id, api_keys.name AS key_name, api_keys.role AS key_role, api_keys.cameras AS key_cameras,"
                    + " account, api_keys.created_at AS made_at, expires_at, revoked_at, last_used";

    private final PatientPool pool;

    ApiKeys(PatientPool pool) {
        this.pool = pool;
    }

    /** Keeps a new key, known by the SHA-256 of its text. */
    public void add(ApiKey key, byte[] hash) {
        pool.with(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO api_keys
                                            (key_id, key_hash, name, role, cameras, account, created_at, expires_at)
                                        VALUES (:id, :hash, :name, :role, :cameras, :account, :made, :expires)
                                        """)
                                .bind("id", key.id())
                                .bind("hash", hash)
                                .bind("name", key.name())
                                .bind("role", key.role().word())
                                .bindArray("cameras", String.class, key.scope().list().toArray())
                                .bind("account", key.account())
                                .bind("made", key.createdAt().atOffset(ZoneOffset.UTC))
                                .bind("expires", utc(key.expiresAt()))
                                .execute());
    }

    /** All of them, or those of one account, the newest first, ended ones among them. */
    public List<ApiKey> all(Optional<String> account) {
        return pool.with(
                handle ->
                        handle.createQuery(
                                        "SELECT "
                                                + COLUMNS
                                                + " FROM api_keys WHERE CAST(:account AS TEXT) IS NULL OR account = :account"
                                                + " ORDER BY created_at DESC, key_id")
                                .bind("account", account.orElse(null))
                                .map((row, _) -> key(row))
                                .list());
    }

    /**
     * Takes one back.
     *
     * @param account whose it must be; empty for anybody's
     * @return whether there was one that had not been taken back
     */
    public boolean revoke(UUID id, Optional<String> account) {
        return pool.with(
                handle ->
                        handle.createUpdate(
                                                """
                                                UPDATE api_keys SET revoked_at = now()
                                                WHERE key_id = :id AND revoked_at IS NULL
                                                    AND (CAST(:account AS TEXT) IS NULL OR account = :account)
                                                """)
                                        .bind("id", id)
                                        .bind("account", account.orElse(null))
                                        .execute()
                                == 1);
    }

    /**
     * The key of that hash, if it is good now, with no more rights than its account has now; notes
     * that it was used.
     */
    public Optional<ApiKey> good(byte[] hash) {
        return pool.with(
                handle -> {
                    var found =
                            handle.createQuery(
                                            "SELECT "
                                                    + COLUMNS
                                                    + """
                                                    , accounts.role AS owner_role, accounts.cameras AS owner_cameras
                                                    FROM api_keys LEFT JOIN accounts ON accounts.name = account
                                                    WHERE key_hash = :hash AND revoked_at IS NULL
                                                        AND (expires_at IS NULL OR expires_at > now())
                                                        AND (account IS NULL OR accounts.enabled)
                                                    """)
                                    .bind("hash", hash)
                                    .map((row, _) -> bounded(row))
                                    .findOne();
                    found.ifPresent(key -> noteUse(handle, key.id()));
                    return found;
                });
    }

    private static void noteUse(Handle handle, UUID id) {
        handle.execute(
                """
                UPDATE api_keys SET last_used = date_trunc('minute', now())
                WHERE key_id = ? AND last_used IS DISTINCT FROM date_trunc('minute', now())
                """,
                id);
    }

    private static ApiKey bounded(ResultSet row) throws SQLException {
        var key = key(row);
        if (key.account() == null) {
            return key;
        }
        return new ApiKey(
                key.id(),
                key.name(),
                key.role().lesser(AccessRows.role(row, "owner_role")),
                key.scope().within(AccessRows.scope(row, "owner_cameras")),
                key.account(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.lastUsed());
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("key_id", UUID.class),
                row.getString("key_name"),
                AccessRows.role(row, "key_role"),
                AccessRows.scope(row, "key_cameras"),
                row.getString("account"),
                AccessRows.instant(row, "made_at"),
                AccessRows.instantOrNull(row, "expires_at"),
                AccessRows.instantOrNull(row, "revoked_at"),
                AccessRows.instantOrNull(row, "last_used"));
    }

    private static @Nullable Object utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
