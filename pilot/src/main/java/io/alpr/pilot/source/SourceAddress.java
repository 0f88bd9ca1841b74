package io.alpr.pilot.source;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where frames come from: a file's path or a camera's URL. {@link #toString} hides passwords, so
 * that an address can be logged; only {@link #secret} tells the whole.
 *
 * @param secret path or URL as configured, with its password if it has one; never to be shown
 */
public record SourceAddress(String secret) {
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+)://");
    private static final Pattern LOGIN = Pattern.compile("://([^:/@\\s]*)(:[^\\s]*)?@");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile(
                    "(?i)([?&;](?:pass|passwd|password|pwd|token|key|auth|secret)=)[^&;#\\s]*");

    public SourceAddress {
        secret = secret.strip();
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "source must be the path of a video or an rtsp:// address, got nothing");
        }
        var scheme = schemeOf(secret);
        if (!scheme.isEmpty() && !scheme.equals("rtsp") && !scheme.equals("rtsps")) {
            throw new IllegalArgumentException(
                    "source must be the path of a video or begin with rtsp:// or rtsps://, got: "
                            + redacted(secret));
        }
    }

    /** Whether it is a camera, which has no end of its own, and not a file. */
    public boolean isLive() {
        return !schemeOf(secret).isEmpty();
    }

    /** The same text without passwords, as it may stand in logs, metrics and errors. */
    @Override
    public String toString() {
        return redacted(secret);
    }

    /** Any text, with the logins of the URLs in it made unreadable. */
    static String redacted(String text) {
        // Greedy up to the last @: a password with a slash or an @ in it stays hidden as well.
        var noLogin =
                LOGIN.matcher(text)
                        .replaceAll(
                                found ->
                                        found.group(2) == null
                                                ? "://***@"
                                                : "://"
                                                        + java.util.regex.Matcher.quoteReplacement(
                                                                found.group(1))
                                                        + ":***@");
        return SECRET_PARAMETER.matcher(noLogin).replaceAll("$1***");
    }

    private static String schemeOf(String text) {
        var found = SCHEME.matcher(text);
        return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
