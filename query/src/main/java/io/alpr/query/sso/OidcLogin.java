package io.alpr.query.sso;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.alpr.archive.access.Account;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.VouchedAccounts.Person;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs people in by the authorization code flow of OpenID Connect Core 1.0 with PKCE. What the
 * service says of itself (Discovery 1.0) is asked for when it is needed first, and again after an
 * hour. Safe from any thread.
 */
public final class OidcLogin {
    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final Duration READ_MAX = Duration.ofSeconds(5);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    /** Its clock may differ by so much. */
    private static final int CLOCK_SKEW_SECONDS = 60;

    private static final int KEYS_BYTES_MAX = 1 << 20;

    private final OidcSettings settings;
    private volatile Provider known = Provider.UNKNOWN;

    public OidcLogin(OidcSettings settings) {
        this.settings = settings;
    }

    /** What was said, and when. */
    private record Provider(Optional<OIDCProviderMetadata> metadata, Instant asked) {
        private static final Provider UNKNOWN = new Provider(Optional.empty(), Instant.MIN);
    }

    /** What came of a login. */
    public sealed interface Outcome {
        /** The service vouches for him, and he may come in. */
        record Vouched(Person person) implements Outcome {}

        /** The service vouches for him, but nothing of what it says gives him any right here. */
        record Stranger(String name) implements Outcome {}

        /** What the browser brought proves nothing. */
        record Refused() implements Outcome {}

        /** The service does not answer as it should. */
        record Away() implements Outcome {}
    }

    /** What the button on the login page says. */
    public String label() {
        return settings.label();
    }

    /**
     * Where the browser goes.
     *
     * @param redirect where it comes back to, as it was registered with the service
     * @return empty when the service does not answer
     */
    public Optional<URI> begin(Attempt attempt, URI redirect) {
        return provider()
                .map(
                        provider ->
                                new AuthenticationRequest.Builder(
                                                new ResponseType(ResponseType.Value.CODE),
                                                new Scope("openid", "profile", "email"),
                                                new ClientID(settings.clientId()),
                                                redirect)
                                        .endpointURI(provider.getAuthorizationEndpointURI())
                                        .state(new State(attempt.state()))
                                        .nonce(new Nonce(attempt.nonce()))
                                        .codeChallenge(
                                                new CodeVerifier(attempt.verifier()),
                                                CodeChallengeMethod.S256)
                                        .build()
                                        .toURI());
    }

    /**
     * Ends it.
     *
     * @param attempt that this browser has begun
     * @param state that came back
     * @param code that came back
     * @param redirect the same as at the beginning
     */
    public Outcome end(Attempt attempt, String state, String code, URI redirect) {
        if (!new State(attempt.state()).equals(new State(state.isEmpty() ? "-" : state))
                || code.isEmpty()) {
            return new Outcome.Refused();
        }
        var provider = provider();
        if (provider.isEmpty()) {
            return new Outcome.Away();
        }
        try {
            return person(claims(provider.get(), attempt, code, redirect));
        } catch (IOException e) {
            LOG.warn("issuer={} does not answer: {}", settings.issuer(), e.getMessage());
            return new Outcome.Away();
        } catch (GeneralException | BadJOSEException | com.nimbusds.jose.JOSEException e) {
            LOG.warn("issuer={} login refused: {}", settings.issuer(), e.getMessage());
            return new Outcome.Refused();
        }
    }

    private IDTokenClaimsSet claims(
            OIDCProviderMetadata provider, Attempt attempt, String code, URI redirect)
            throws IOException,
                    GeneralException,
                    BadJOSEException,
                    com.nimbusds.jose.JOSEException {
        var request = tokenRequest(provider, attempt, code, redirect).toHTTPRequest();
        request.setConnectTimeout(Math.toIntExact(CONNECT_MAX.toMillis()));
        request.setReadTimeout(Math.toIntExact(READ_MAX.toMillis()));
        var answer = OIDCTokenResponseParser.parse(request.send());
        if (!(answer instanceof OIDCTokenResponse tokens)) {
            throw new GeneralException(
                    "it gives no tokens: " + answer.toErrorResponse().getErrorObject());
        }
        var token = tokens.getOIDCTokens().getIDToken();
        if (token == null
                || !(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)) {
            throw new GeneralException("its ID token is not signed");
        }
        return validator(provider, algorithm).validate(token, new Nonce(attempt.nonce()));
    }

    private TokenRequest tokenRequest(
            OIDCProviderMetadata provider, Attempt attempt, String code, URI redirect) {
        var grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code),
                        redirect,
                        new CodeVerifier(attempt.verifier()));
        var client = new ClientID(settings.clientId());
        return settings.clientSecret().isEmpty()
                ? new TokenRequest.Builder(provider.getTokenEndpointURI(), client, grant).build()
                : new TokenRequest.Builder(
                                provider.getTokenEndpointURI(),
                                new ClientSecretBasic(client, new Secret(settings.clientSecret())),
                                grant)
                        .build();
    }

    /** By the keys that the service publishes: one signed by our shared secret proves less. */
    private IDTokenValidator validator(OIDCProviderMetadata provider, JWSAlgorithm algorithm)
            throws GeneralException {
        if (!JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
            throw new GeneralException("its ID token is signed by " + algorithm);
        }
        try {
            var validator =
                    new IDTokenValidator(
                            new Issuer(settings.issuer()),
                            new ClientID(settings.clientId()),
                            algorithm,
                            provider.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(
                                    Math.toIntExact(CONNECT_MAX.toMillis()),
                                    Math.toIntExact(READ_MAX.toMillis()),
                                    KEYS_BYTES_MAX));
            validator.setMaxClockSkew(CLOCK_SKEW_SECONDS);
            return validator;
        } catch (MalformedURLException e) {
            throw new GeneralException("its keys have no address", e);
        }
    }

    private Outcome person(IDTokenClaimsSet token) {
        var claims = settings.claims();
        var all = token.toJSONObject();
        var name =
                ClaimPath.texts(all, claims.name()).stream()
                        .findFirst()
                        .orElse(token.getSubject().getValue())
                        .strip()
                        .toLowerCase(Locale.ROOT);
        var role = claims.role(ClaimPath.texts(all, claims.roles()));
        var scope = scope(all);
        if (!Account.isName(name) || role.isEmpty() || scope.isEmpty()) {
            return new Outcome.Stranger(name);
        }
        return new Outcome.Vouched(
                new Person(
                        settings.issuer().toString(),
                        token.getSubject().getValue(),
                        name,
                        role.get(),
                        scope.get()));
    }

    /** Empty where cameras should be named and are not: that is none, and not all. */
    private Optional<CameraScope> scope(Map<String, ?> claims) {
        var claim = settings.claims().cameras();
        if (claim.isEmpty()) {
            return Optional.of(new CameraScope.Everything());
        }
        try {
            return Optional.of(ClaimPath.texts(claims, claim))
                    .filter(cameras -> !cameras.isEmpty())
                    .map(CameraScope::written);
        } catch (IllegalArgumentException e) {
            LOG.warn("issuer={} claim={}: {}", settings.issuer(), claim, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<OIDCProviderMetadata> provider() {
        var provider = known;
        if (provider.metadata().isEmpty()
                || provider.asked().plus(KNOWN_FOR).isBefore(Instant.now())) {
            provider = asked(provider);
            known = provider;
        }
        return provider.metadata();
    }

    private Provider asked(Provider before) {
        try {
            var metadata =
                    OIDCProviderMetadata.resolve(
                            new Issuer(settings.issuer()),
                            Math.toIntExact(CONNECT_MAX.toMillis()),
                            Math.toIntExact(READ_MAX.toMillis()));
            return new Provider(Optional.of(metadata), Instant.now());
        } catch (GeneralException | IOException e) {
            LOG.warn("issuer={} says nothing of itself: {}", settings.issuer(), e.getMessage());
            return before;
        }
    }
}
