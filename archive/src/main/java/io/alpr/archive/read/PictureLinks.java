package io.alpr.archive.read;

import io.alpr.archive.ObjectStoreSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the archive's {@code s3://bucket/key} into addresses on the public endpoint that anybody
 * can open for one hour. Only objects of our own bucket are signed: a row must not open a door to
 * another one. Any other text is passed on as it is. Safe from any thread.
 *
 * <p>Signature version 4 in the query string, after Amazon's "Authenticating Requests: Using Query
 * Parameters". The S3 client can do this too and does it for single pictures; a page of a hundred
 * passes has three hundred, and there this one, with its key of the day kept, is much the quicker.
 */
public final class PictureLinks {
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final String REGION = "us-east-1";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private final String prefix;
    private final String origin;
    private final String host;
    private final String bucket;
    private final String accessKey;
    private final byte[] secret;
    private final Clock clock;
    private volatile DayKey dayKey = new DayKey("", new byte[0]);

    /**
     * @param settings of the store; its public endpoint is where the links point
     * @param clock tells from when a link is good
     */
    public PictureLinks(ObjectStoreSettings settings, Clock clock) {
        var endpoint = URI.create(settings.publicEndpoint());
        boolean usualPort = endpoint.getPort() == ("https".equals(endpoint.getScheme()) ? 443 : 80);
        this.host =
                endpoint.getPort() < 0 || usualPort
                        ? endpoint.getHost()
                        : endpoint.getHost() + ":" + endpoint.getPort();
        this.origin = endpoint.getScheme() + "://" + host;
        this.bucket = settings.bucket();
        this.prefix = "s3://" + bucket + "/";
        this.accessKey = settings.accessKey();
        this.secret = ("AWS4" + settings.secretKey()).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** The address to hand out; empty for an empty one. */
    public String opened(String address) {
        return address.startsWith(prefix) && address.length() > prefix.length()
                ? signed(address.substring(prefix.length()))
                : address;
    }

    private String signed(String key) {
        var second = SECOND.format(clock.instant());
        var day = second.substring(0, 8);
        var scope = day + "/" + REGION + "/s3/aws4_request";
        var path = "/" + bucket + "/" + encoded(key, true);
        var query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + encoded(accessKey + "/" + scope, false)
                        + "&X-Amz-Date="
                        + second
                        + "&X-Amz-Expires="
                        + VALIDITY.toSeconds()
                        + "&X-Amz-SignedHeaders=host";
        var request =
                "GET\n" + path + "\n" + query + "\nhost:" + host + "\n\nhost\nUNSIGNED-PAYLOAD";
        var toSign = "AWS4-HMAC-SHA256\n" + second + "\n" + scope + "\n" + hash(request);
        return origin
                + path
                + "?"
                + query
                + "&X-Amz-Signature="
                + HEX.formatHex(mac(keyOf(day), toSign));
    }

    /** A signing key and the only day that it is good for. */
    private record DayKey(String day, byte[] key) {}

    private byte[] keyOf(String day) {
        var known = dayKey;
        if (!known.day().equals(day)) {
            known = new DayKey(day, mac(mac(mac(mac(secret, day), REGION), "s3"), "aws4_request"));
            dayKey = known;
        }
        return known.key();
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

    private static String hash(String text) {
        try {
            return HEX.formatHex(
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** As RFC 3986 has it: all but letters, digits and {@code - . _ ~} becomes {@code %XX}. */
    private static String encoded(String text, boolean keepSlash) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 255);
            boolean plain =
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || "-._~".indexOf(c) >= 0
                            || (keepSlash && c == '/');
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
