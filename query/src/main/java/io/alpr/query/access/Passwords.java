package io.alpr.query.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Hashing of passwords by Argon2id (RFC 9106) with 19 MiB, two passes and one lane, which the OWASP
 * Password Storage Cheat Sheet names as its least. Each costs tens of milliseconds and 19 MiB, so
 * that only a few are done at once. Safe from any thread.
 */
public final class Passwords {
    /** Fewest characters of a password that somebody chooses. */
    public static final int LENGTH_MIN = 12;

    /** Most characters. */
    public static final int LENGTH_MAX = 256;

    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /** Without what is taken for something else when it is read aloud or off a screen. */
    private static final String LETTERS =
            "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int AT_ONCE = 2;

    /** Nobody's; hashed where there is nobody, so that the time does not tell. */
    private static final String NOBODYS = hash(generated());

    private static final Semaphore PLACES = new Semaphore(AT_ONCE);

    private Passwords() {}

    /** A new one of 20 letters, 116 bits, in groups that can be typed off a screen. */
    public static String generated() {
        var password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            password.append(i > 0 && i % GROUP == 0 ? "-" : "")
                    .append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** What is wrong with a chosen password, as a rule; empty for a good one. */
    public static Optional<String> fault(String name, String password) {
        if (password.length() < LENGTH_MIN || password.length() > LENGTH_MAX) {
            return Optional.of("must have %d to %d characters".formatted(LENGTH_MIN, LENGTH_MAX));
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of("must have 5 different characters or more");
        }
        return password.toLowerCase(java.util.Locale.ROOT).contains(name) && name.length() > 2
                ? Optional.of("must not contain the user's name")
                : Optional.empty();
    }

    /** PHC string with a salt of its own. */
    public static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult();
    }

    /**
     * Whether this is the password of that hash.
     *
     * @param hash empty where there is nobody or he has none, which takes as long
     */
    static boolean fits(String password, String hash) {
        PLACES.acquireUninterruptibly();
        try {
            boolean same =
                    Password.check(password, hash.isEmpty() ? NOBODYS : hash).with(function());
            return same && !hash.isEmpty();
        } finally {
            PLACES.release();
        }
    }

    private static Argon2Function function() {
        return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, 19);
    }
}
