package io.alpr.query.sso;

import io.alpr.archive.access.Role;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Another service that knows who somebody is (OpenID Connect Core 1.0).
 *
 * @param issuer its address, e.g. {@code https://id.example/realms/site}; https, but on this
 *     machine
 * @param clientId as which we are known there
 * @param clientSecret by which we show it; empty for a public client, which PKCE protects alone
 * @param label what its button on the login page says
 * @param publicUrl where browsers find us, e.g. {@code https://alpr.example}; empty for where they
 *     say they do
 * @param claims which of its claims say what
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        String clientSecret,
        String label,
        String publicUrl,
        Claims claims) {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    public OidcSettings {
        boolean here = LOOPBACK.contains(String.valueOf(issuer.getHost()));
        if (issuer.getHost() == null
                || !("https".equals(issuer.getScheme())
                        || ("http".equals(issuer.getScheme()) && here))) {
            throw new IllegalArgumentException(
                    "oidc issuer must be an https address, got: '%s'".formatted(issuer));
        }
        if (clientId.isBlank() || label.isBlank()) {
            throw new IllegalArgumentException("oidc needs a client_id and a label");
        }
        if (!publicUrl.isEmpty() && !publicUrl.matches("https?://[^/?#\\s]+")) {
            throw new IllegalArgumentException(
                    "oidc public_url must be http(s)://host[:port] without a path, got: '%s'"
                            .formatted(publicUrl));
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcSettings[%s, %s]".formatted(issuer, clientId);
    }

    /**
     * Claims of the ID token, each a path of names, e.g. {@code realm_access.roles}.
     *
     * @param name from which somebody gets his name here
     * @param roles a text or a list, of which these say what he may
     * @param cameras a text or a list of the cameras that he may see; empty for no such claim, and
     *     all cameras
     * @param administrators values that make one
     * @param operators values that make one
     * @param viewers values that make one; an asterisk for everybody who can log in there
     */
    public record Claims(
            String name,
            String roles,
            String cameras,
            List<String> administrators,
            List<String> operators,
            List<String> viewers) {
        /** Everybody. */
        public static final String ANYBODY = "*";

        public Claims {
            administrators = List.copyOf(administrators);
            operators = List.copyOf(operators);
            viewers = List.copyOf(viewers);
            if (name.isBlank() || roles.isBlank()) {
                throw new IllegalArgumentException(
                        "oidc needs the names of the claims that tell name and roles");
            }
            if (administrators.isEmpty() && operators.isEmpty() && viewers.isEmpty()) {
                throw new IllegalArgumentException(
                        "oidc lets nobody in: say under administrators, operators or viewers which values of '%s' do"
                                .formatted(roles));
            }
        }

        /** The most that one with these values may do; empty for nothing. */
        Optional<Role> role(List<String> values) {
            if (values.stream().anyMatch(administrators::contains)) {
                return Optional.of(Role.ADMINISTRATOR);
            }
            if (values.stream().anyMatch(operators::contains)) {
                return Optional.of(Role.OPERATOR);
            }
            return viewers.contains(ANYBODY) || values.stream().anyMatch(viewers::contains)
                    ? Optional.of(Role.VIEWER)
                    : Optional.empty();
        }
    }
}
