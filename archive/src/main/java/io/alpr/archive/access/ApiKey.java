package io.alpr.archive.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program's way in. The key itself is shown once, when it is made, and not kept.
 *
 * @param id names it in lists
 * @param name what it is for, 1 to 64 characters
 * @param role what it may do, unless its account may do less
 * @param scope whose passes it may see, unless its account sees less
 * @param account whose it is; null for one made on the machine itself
 * @param createdAt when it was made
 * @param expiresAt when it ends; null for never
 * @param revokedAt when it was taken back; null while it was not
 * @param lastUsed to the minute; null while it was not
 */
public record ApiKey(
        UUID id,
        String name,
        Role role,
        CameraScope scope,
        @Nullable String account,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsed) {
    private static final int NAME_MAX = 64;

    public ApiKey {
        if (name.isBlank()
                || name.length() > NAME_MAX
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to %d printable characters, got: '%s'"
                            .formatted(NAME_MAX, name));
        }
    }
}
