package io.alpr.query;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.service.Listen;
import io.alpr.service.TlsFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What the Query API needs to know.
 *
 * @param listen where
 * @param tls by which it encrypts; without it, it does not
 * @param plainHttp whether it may be reached from elsewhere without TLS, e.g. by a proxy that has
 *     it
 * @param database the archive's
 * @param objectStore the pictures'; its public endpoint is what answers point to
 * @param reasonRequired whether nobody may look passes up without saying why
 * @param corsOrigins web pages of other origins that may read the answers, each {@code
 *     scheme://host[:port]}; empty allows none
 */
public record QuerySettings(
        Listen listen,
        Optional<TlsFiles> tls,
        boolean plainHttp,
        DatabaseSettings database,
        ObjectStoreSettings objectStore,
        boolean reasonRequired,
        List<String> corsOrigins) {
    public QuerySettings {
        corsOrigins = List.copyOf(corsOrigins);
        corsOrigins.forEach(QuerySettings::checkOrigin);
    }

    private static void checkOrigin(String origin) {
        try {
            var parsed = new URI(origin);
            var web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            if (web && parsed.getHost() != null && origin.equals(bare(parsed))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(fault(origin), e);
        }
        throw new IllegalArgumentException(fault(origin));
    }

    private static String bare(URI origin) {
        return origin.getScheme() + "://" + origin.getRawAuthority();
    }

    private static String fault(String origin) {
        return "CORS origin must be scheme://host[:port] without a path, '*' is not allowed, got: '%s'"
                .formatted(origin);
    }
}
