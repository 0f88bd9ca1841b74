package io.alpr.pilot.source;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where frames come from, as somebody wrote it down. {@link #toString} hides passwords, so that an
 * address can be logged; only {@link #secret} and {@link #kind} tell the whole. Immutable.
 */
public final class SourceAddress {
    private static final Pattern LOGIN = Pattern.compile("://([^:/@\\s]*)(:[^\\s]*)?@");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile(
                    "(?i)([?&;](?:pass|passwd|password|pwd|psw|pw|loginpas|token|key|apikey|api_key|auth|secret)=)[^&;#\\s]*");

    private final String secret;
    private final SourceKind kind;

    /**
     * @param text path or URL as configured, with its password if it has one
     * @throws IllegalArgumentException if it is of no kind that is known; without the password
     */
    public SourceAddress(String text) {
        this.secret = text.strip();
        this.kind = SourceKind.of(secret);
    }

    /** The text as configured, with its password if it has one; never to be shown. */
    public String secret() {
        return secret;
    }

    /** What it leads to; a path that is a folder just now is a folder from then on. */
    public SourceKind kind() {
        return kind;
    }

    /** Whether it has no end of its own: a camera or a folder of pictures, and not a file. */
    public boolean isLive() {
        return kind.isLive();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceAddress address
                && address.secret.equals(secret)
                && address.kind.equals(kind);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
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
}
