package io.alpr.archive.access;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Somebody who may log in.
 *
 * @param name lower case, 1 to 64 of {@code a-z 0-9 . _ @ -}
 * @param role what he may do
 * @param scope whose passes he may see
 * @param passwordExpired somebody else knows his password; he must change it first
 * @param enabled whether he may log in at all
 * @param createdAt when he was made
 * @param createdBy by whom, a name or {@code machine}
 */
public record Account(
        String name,
        Role role,
        CameraScope scope,
        boolean passwordExpired,
        boolean enabled,
        Instant createdAt,
        String createdBy) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._@-]{1,64}");

    public Account {
        checkName(name);
    }

    /** Whether the text has the form of a name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * @throws IllegalArgumentException when the text does not have the form of a name
     */
    public static void checkName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a user's name has 1 to 64 of a-z 0-9 . _ @ -, got: '%s'".formatted(name));
        }
    }
}
