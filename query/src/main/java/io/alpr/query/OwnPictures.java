package io.alpr.query;

import io.alpr.archive.ObjectStoreSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of pictures on this API that open for an hour without a login, for whoever was given
 * one: path, end and an HMAC-SHA-256 of both by a secret that every instance has. Safe from any
 * thread.
 */
final class OwnPictures {
    /** Before the key of the object. */
    static final String PATH = "/pictures/";

    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final HexFormat HEX = HexFormat.of();

    private final String prefix;
    private final byte[] secret;
    private final Clock clock;

    OwnPictures(ObjectStoreSettings settings, Clock clock) {
        this.prefix = "s3://" + settings.bucket() + "/";
        // Of the store's secret, so that instances share it and nobody must configure it.
        this.secret =
                mac(
                        settings.secretKey().getBytes(StandardCharsets.UTF_8),
                        "alpr picture addresses, 1");
        this.clock = clock;
    }

    /**
     * The address to hand out.
     *
     * @param address {@code s3://} of our bucket; any other is passed on as it is
     * @param base before it, {@code scheme://host[:port]} or nothing
     */
    String opened(String address, String base) {
        if (!address.startsWith(prefix) || address.length() == prefix.length()) {
            return address;
        }
        var key = address.substring(prefix.length());
        // To the minute, so that a page that is fetched again has the same addresses.
        long end = clock.instant().plus(VALIDITY).getEpochSecond() / 60 * 60 + 60;
        return base + PATH + encoded(key) + "?until=" + end + "&signature=" + signature(key, end);
    }

    /** Whether we gave this away, and it still holds. */
    boolean isGood(String key, long until, String signature) {
        return clock.instant().isBefore(Instant.ofEpochSecond(Math.max(0, until)))
                && MessageDigest.isEqual(
                        signature(key, until).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String key, long until) {
        return HEX.formatHex(mac(secret, until + " " + key), 0, 16);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
