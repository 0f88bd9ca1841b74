package io.alpr.app.config;

import io.alpr.query.sso.OidcSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Another service that logs people in, as {@code alpr.yaml} has it.
 *
 * @param issuer its address, empty for none
 * @param clientId as which we are known there
 * @param clientSecret by which we show it, empty for a public client
 * @param label of its button on the login page
 * @param publicUrl where browsers find us, empty for where they ask
 * @param nameClaim claim of the user's name
 * @param rolesClaim claim that says what he may
 * @param camerasClaim claim of the cameras that he may see, empty for all
 * @param administrators values of the roles' claim that make one
 * @param operators values that make one
 * @param viewers values that make one
 */
public record OidcConfig(
        String issuer,
        String clientId,
        String clientSecret,
        String label,
        String publicUrl,
        String nameClaim,
        String rolesClaim,
        String camerasClaim,
        List<String> administrators,
        List<String> operators,
        List<String> viewers) {
    public OidcConfig {
        administrators = List.copyOf(administrators);
        operators = List.copyOf(operators);
        viewers = List.copyOf(viewers);
    }

    /**
     * As the Query API takes it.
     *
     * @throws IllegalArgumentException when it would refuse it
     */
    public Optional<OidcSettings> settings() {
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        var claims =
                new OidcSettings.Claims(
                        nameClaim, rolesClaim, camerasClaim, administrators, operators, viewers);
        return Optional.of(
                new OidcSettings(
                        URI.create(issuer), clientId, clientSecret, label, publicUrl, claims));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcConfig[%s, %s]".formatted(issuer, clientId);
    }
}
