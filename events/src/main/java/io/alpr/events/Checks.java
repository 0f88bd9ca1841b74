package io.alpr.events;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The rules that several records share; each message says the thing, the rule and the value. */
final class Checks {
    private static final Pattern NORMALIZED = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** The last that ISO 8601 writes with four digits of year, and any database reads. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Checks() {}

    /** Length in characters, and nothing that a database or a log line cannot hold. */
    static void text(String name, String value, int lengthMin, int lengthMax) {
        if (value.length() < lengthMin || value.length() > lengthMax) {
            throw new IllegalArgumentException(
                    "%s must have %d to %d characters, got %d"
                            .formatted(name, lengthMin, lengthMax, value.length()));
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(name + " must be free of control characters");
            }
        }
    }

    static void normalized(String value) {
        if (!NORMALIZED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "normalized plate must be 1 to 20 of A-Z and 0-9, got: '" + value + "'");
        }
    }

    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, got: " + value);
        }
    }

    static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, got: " + value);
        }
    }

    static Instant moment(String name, Instant value) {
        if (value.isBefore(Instant.EPOCH) || value.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    name + " must be between 1970 and 9999, got: " + value);
        }
        return value;
    }

    static void sha256(String value) {
        if (!SHA256.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "sha256 must be 64 hexadecimal digits in lower case, got: '" + value + "'");
        }
    }

    static String sha256Of(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
