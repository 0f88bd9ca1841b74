package io.alpr.service;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who may read {@code /metrics}: whoever asks on this machine, and whoever shows the token, as
 * Prometheus does ({@code Authorization: Bearer}, RFC 6750). Safe from any thread.
 *
 * @param token of {@value #TOKEN_MIN} characters or more; empty lets in this machine only
 */
public record MetricsReaders(Optional<String> token) {
    /** This machine only. */
    public static final MetricsReaders NEARBY = new MetricsReaders(Optional.empty());

    private static final int TOKEN_MIN = 16;
    private static final String BEARER = "Bearer ";

    /** A proxy on this machine asks for somebody else. */
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    public MetricsReaders {
        if (token.filter(text -> text.length() < TOKEN_MIN).isPresent()) {
            throw new IllegalArgumentException(
                    "metrics_token must have %d characters or more, or be empty"
                            .formatted(TOKEN_MIN));
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "MetricsReaders[%s]".formatted(token.isPresent() ? "token" : "nearby");
    }

    /** Whether this request may read them. */
    public boolean admits(Context context) {
        return isNearby(context) || isShown(context);
    }

    /** Whether this request shows the token, from wherever it comes. */
    public boolean isShown(Context context) {
        return token.filter(wanted -> shows(context, wanted)).isPresent();
    }

    /** Whether a request comes from this machine, and for nobody elsewhere. */
    public static boolean isNearby(Context context) {
        try {
            return InetAddress.getByName(context.ip()).isLoopbackAddress()
                    && FORWARDED.stream().allMatch(header -> context.header(header) == null);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean shows(Context context, String wanted) {
        var header = context.header("Authorization");
        return header != null
                && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        wanted.getBytes(StandardCharsets.UTF_8));
    }
}
