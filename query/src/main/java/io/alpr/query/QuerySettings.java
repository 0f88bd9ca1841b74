package io.alpr.query;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.query.sso.OidcSettings;
import io.alpr.service.Listen;
import io.alpr.service.MetricsReaders;
import io.alpr.service.TlsFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What the Query API needs to know.
 *
 * @param reach how it is reached
 * @param database the archive's
 * @param objectStore the pictures'; where it names a public endpoint of its own, answers point
 *     there, else here
 * @param rules for whoever asks
 * @param oidc another service that logs people in
 */
public record QuerySettings(
        Reach reach,
        DatabaseSettings database,
        ObjectStoreSettings objectStore,
        Rules rules,
        Optional<OidcSettings> oidc) {
    /** Without another service. */
    public QuerySettings(
            Reach reach, DatabaseSettings database, ObjectStoreSettings objectStore, Rules rules) {
        this(reach, database, objectStore, rules, Optional.empty());
    }

    /**
     * @param listen where
     * @param tls by which it encrypts; without it, it does not
     * @param plainHttp whether it may be reached from elsewhere without TLS, e.g. by a proxy that
     *     has it
     * @param trustedProxies addresses, or networks as {@code 10.0.0.0/8}, whose word about whom
     *     they ask for is taken
     */
    public record Reach(
            Listen listen, Optional<TlsFiles> tls, boolean plainHttp, List<String> trustedProxies) {
        public Reach {
            trustedProxies = List.copyOf(trustedProxies);
            var _ = new Proxies(trustedProxies);
        }

        /** Unencrypted and without proxies, as on this machine. */
        public static Reach plain(Listen listen) {
            return new Reach(listen, Optional.empty(), false, List.of());
        }
    }

    /**
     * @param reasonRequired whether nobody may look passes up without saying why
     * @param corsOrigins web pages of other origins that may read the answers, each {@code
     *     scheme://host[:port]}; empty allows none
     * @param rates how fast somebody may ask
     * @param readers who may read the metrics without a login
     */
    public record Rules(
            boolean reasonRequired, List<String> corsOrigins, Rates rates, MetricsReaders readers) {
        /** No reason, no other pages, the usual rates. */
        public static final Rules USUAL = of(false, List.of(), Rates.USUAL);

        /** With the metrics for this machine only. */
        public static Rules of(boolean reasonRequired, List<String> corsOrigins, Rates rates) {
            return new Rules(reasonRequired, corsOrigins, rates, MetricsReaders.NEARBY);
        }

        public Rules {
            corsOrigins = List.copyOf(corsOrigins);
            corsOrigins.forEach(Rules::checkOrigin);
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

    /**
     * How fast one user, key or, before a login, address may ask; twice as much at a burst.
     *
     * @param requests a second, 1 or more
     * @param recognitions a second of {@code POST /api/v1/recognize}, 1 or more
     */
    public record Rates(int requests, int recognitions) {
        /** More than a person or a page needs. */
        public static final Rates USUAL = new Rates(200, 5);

        public Rates {
            if (requests < 1 || recognitions < 1) {
                throw new IllegalArgumentException(
                        "query rates must be 1 a second or more, got: %d and %d"
                                .formatted(requests, recognitions));
            }
        }
    }
}
