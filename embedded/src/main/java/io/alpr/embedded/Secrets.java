package io.alpr.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The passwords of an embedded stack. The caller makes and keeps them; they are never logged and
 * never on a command line.
 *
 * @param databasePassword of the database role; letters and digits
 * @param objectAccessKey S3 access key
 * @param objectSecretKey S3 secret key
 * @param jmxPassword of the broker's JMX login
 */
public record Secrets(
        String databasePassword,
        String objectAccessKey,
        String objectSecretKey,
        String jmxPassword) {
    private static final int BYTES = 20;

    /** Refuses empty ones. */
    public Secrets {
        require("databasePassword", databasePassword);
        require("objectAccessKey", objectAccessKey);
        require("objectSecretKey", objectSecretKey);
        require("jmxPassword", jmxPassword);
    }

    /**
     * Fresh random secrets, 160 bits each.
     *
     * @return secrets never seen before
     */
    public static Secrets generated() {
        return new Secrets(random(), random(), random(), random());
    }

    /** One fresh random secret: 160 bits as hexadecimal digits. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A secret goes into property files and environments: printable, without quotes or spaces. */
    static String require(String name, String secret) {
        if (!secret.matches("[A-Za-z0-9._~!@#%^*+=/-]{8,128}")) {
            throw new IllegalArgumentException(
                    name
                            + " must have 8 to 128 characters of A-Z a-z 0-9 ._~!@#%^*+=/- (the given one is not shown)");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
