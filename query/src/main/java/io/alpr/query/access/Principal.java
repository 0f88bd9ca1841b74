package io.alpr.query.access;

import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.util.Optional;

/**
 * Whoever asks, known by session or key.
 *
 * @param name the account's, or {@code key:} and the key's name for a key of the machine
 * @param account whose rights these are; empty for a key of the machine
 * @param kind how he is known
 * @param role what he may do
 * @param scope whose passes he may see
 * @param passwordExpired he must change his password first
 */
public record Principal(
        String name,
        Optional<String> account,
        Kind kind,
        Role role,
        CameraScope scope,
        boolean passwordExpired) {
    /** How somebody is known. */
    public enum Kind {
        /** By a cookie, which a browser sends by itself. */
        SESSION,
        /** By a key, which nobody sends by accident. */
        KEY
    }
}
