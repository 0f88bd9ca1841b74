package io.alpr.query.sso;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A login that has begun and is not done: what the browser must bring back, so that nobody can end
 * it in another's name. It is kept by the browser itself, in a cookie that no script reads.
 *
 * @param state must come back with the answer
 * @param nonce must be in the ID token
 * @param verifier shows that whoever ends it has begun it (PKCE, RFC 7636)
 * @param next page that was wanted
 */
public record Attempt(String state, String nonce, String verifier, String next) {
    private static final int PARTS = 4;
    private static final int LENGTH_MAX = 2_000;

    /** A new one. */
    public static Attempt begun(String next) {
        return new Attempt(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                next);
    }

    /** For a cookie. */
    public String text() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return String.join(
                ".",
                state,
                nonce,
                verifier,
                encoder.encodeToString(next.getBytes(StandardCharsets.UTF_8)));
    }

    /** From a cookie; empty when it is none of ours. */
    public static Optional<Attempt> of(String text) {
        // What a verifier and the others are made of has no dots among what we make.
        var parts = text.length() > LENGTH_MAX ? new String[0] : text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            var next = new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8);
            return Optional.of(new Attempt(parts[0], parts[1], parts[2], next));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
