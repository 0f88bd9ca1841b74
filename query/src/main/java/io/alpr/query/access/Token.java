package io.alpr.query.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits that stands for somebody. Only its SHA-256 is ever kept: of so much
 * chance a slow hash would hide nothing better.
 *
 * @param text URL-safe, as given to its owner
 */
public record Token(String text) {
    /** Before an API key, so that leaked ones can be searched for. */
    public static final String KEY_PREFIX = "alpr_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LENGTH_MAX = 128;

    /** Whoever gives this much text gives no token of ours. */
    public static boolean isTooLong(String text) {
        return text.length() > LENGTH_MAX;
    }

    /** A new one for a session. */
    static Token session() {
        return new Token(random());
    }

    /** A new one for a program. */
    public static Token key() {
        return new Token(KEY_PREFIX + random());
    }

    /** SHA-256 of its text, 32 bytes. */
    public byte[] hash() {
        return sha256(text);
    }

    /** Fit for a form or a header of a page that belongs to this session; tells nothing of it. */
    public String formToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("form " + text));
    }

    @Override
    public String toString() {
        return "a token";
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
