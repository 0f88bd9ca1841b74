package io.alpr.app.config;

import io.alpr.archive.RetentionPolicy;
import io.alpr.service.MetricsReaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of {@code alpr.yaml}. Each key is described, with its default, in the resource {@code
 * alpr.yaml} beside this package; {@code ./alpr up --print-defaults} shows it.
 *
 * @param site where this installation stands, up to 50 characters
 * @param host name of this machine in events, empty for its own
 * @param data folder of everything that is kept
 * @param outbox where the pilot keeps what the broker does not have yet
 * @param rejects where the pilot keeps what it could not read
 * @param zookeeper whether Kafka is coordinated by ZooKeeper
 * @param listen address that our services listen on
 * @param metricsToken shown by whoever reads metrics from elsewhere, empty for nobody; never shown
 * @param query where and how the Query API is reached
 * @param ports of everything
 * @param kafka where the broker and registry are, for a service that runs alone
 * @param database where the archive is
 * @param objectStore where the pictures are
 * @param retention how long passes and pictures are kept
 * @param recognition with what plates are read
 * @param cameras what is watched, ids all different
 */
public record AlprConfig(
        String site,
        String host,
        Path data,
        Outbox outbox,
        Rejects rejects,
        boolean zookeeper,
        String listen,
        String metricsToken,
        Query query,
        Ports ports,
        Kafka kafka,
        Database database,
        ObjectStore objectStore,
        Retention retention,
        Recognition recognition,
        List<Camera> cameras) {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    public AlprConfig {
        cameras = List.copyOf(cameras);
        if (site.isEmpty() || site.length() > 50) {
            throw new IllegalArgumentException(
                    "site must have 1 to 50 characters, got: '" + site + "'");
        }
        if (host.length() > 100) {
            throw new IllegalArgumentException(
                    "host must have at most 100 characters, got: " + host.length());
        }
        // Refuses here what the services would refuse later.
        var _ = readers(metricsToken);
        if (!LOOPBACK.contains(listen) && metricsToken.isEmpty()) {
            throw new IllegalArgumentException(
                    "listen must be one of %s, got: '%s': metrics have no login; set metrics_token for other addresses, and see query: listen for the Query API"
                            .formatted(LOOPBACK, listen));
        }
        var ids = new HashSet<String>();
        for (var camera : cameras) {
            if (!ids.add(camera.id())) {
                throw new IllegalArgumentException(
                        "camera ids must differ, got twice: " + camera.id());
            }
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AlprConfig[%s, %s, %s]".formatted(site, data, cameras);
    }

    /** The same with another topology. */
    public AlprConfig with(boolean coordinatedByZookeeper) {
        return new AlprConfig(
                site,
                host,
                data,
                outbox,
                rejects,
                coordinatedByZookeeper,
                listen,
                metricsToken,
                query,
                ports,
                kafka,
                database,
                objectStore,
                retention,
                recognition,
                cameras);
    }

    /** The same with other data, an outbox among them, ports and cameras. */
    public AlprConfig with(Path folder, Ports others, List<Camera> watched) {
        return new AlprConfig(
                site,
                host,
                folder,
                new Outbox("", outbox.sizeMib()),
                new Rejects("", rejects.perCamera(), rejects.sizeMib()),
                zookeeper,
                listen,
                metricsToken,
                query,
                others,
                kafka,
                database,
                objectStore,
                retention,
                recognition,
                watched);
    }

    /** The same, of which nothing is ever taken. */
    public AlprConfig keepingAll() {
        return new AlprConfig(
                site,
                host,
                data,
                outbox,
                rejects,
                zookeeper,
                listen,
                metricsToken,
                query,
                ports,
                kafka,
                database,
                objectStore,
                new Retention(Duration.ZERO, Duration.ZERO, Map.of(), Duration.ZERO),
                recognition,
                cameras);
    }

    /** Who may read the services' metrics. */
    public MetricsReaders metricsReaders() {
        return readers(metricsToken);
    }

    private static MetricsReaders readers(String token) {
        return new MetricsReaders(Optional.of(token).filter(text -> !text.isEmpty()));
    }

    /** Where the Query API listens. */
    public String queryListen() {
        return query.listen().isEmpty() ? listen : query.listen();
    }

    /** Where the pilot's outbox is. */
    public Path outboxFolder() {
        return outbox.folder().isEmpty() ? data.resolve("outbox") : Path.of(outbox.folder());
    }

    /** Where the pilot's refused reads are: beside its outbox, unless they have a folder. */
    public Path rejectsFolder() {
        return rejects.folder().isEmpty()
                ? outboxFolder().resolveSibling("rejects")
                : Path.of(rejects.folder());
    }

    /**
     * @param events how long passes are kept, a day or more; 0 for ever
     * @param pictures the same of their pictures, no longer than the passes
     * @param sites for which it is otherwise, by their names
     * @param audit how long it is kept who looked what up, a day or more; 0 for ever
     */
    public record Retention(
            Duration events, Duration pictures, Map<String, Kept> sites, Duration audit) {
        public Retention {
            sites = Map.copyOf(sites);
            // Refuses here what the recorder would refuse later.
            policy(events, pictures, sites, audit);
        }

        /**
         * @param events how long passes are kept, a day or more; 0 for ever
         * @param pictures the same of their pictures, no longer than the passes
         */
        public record Kept(Duration events, Duration pictures) {}

        /** As the archive takes it. */
        public RetentionPolicy policy() {
            return policy(events, pictures, sites, audit);
        }

        private static RetentionPolicy policy(
                Duration events, Duration pictures, Map<String, Kept> sites, Duration audit) {
            var named = new HashMap<String, RetentionPolicy.Ages>();
            sites.forEach((site, kept) -> named.put(site, ages(kept.events(), kept.pictures())));
            return new RetentionPolicy(ages(events, pictures), named, orForEver(audit));
        }

        private static RetentionPolicy.Ages ages(Duration events, Duration pictures) {
            var longest = orForEver(events);
            var shorter = orForEver(pictures);
            return new RetentionPolicy.Ages(longest, shorter);
        }

        private static Duration orForEver(Duration kept) {
            return kept.isZero() ? RetentionPolicy.Ages.UNBOUNDED : kept;
        }
    }

    /**
     * @param listen address it listens on, empty for that of the others
     * @param tlsCertificate PEM file, empty for no TLS
     * @param tlsKey PEM file of its key
     * @param plainHttp whether it may be reached from elsewhere without TLS
     * @param trustedProxies addresses and networks whose word about whom they ask for is taken
     * @param reasonRequired whether nobody may look passes up without saying why
     * @param corsOrigins pages of other origins that may read its answers
     * @param requestsPerSecond of one user or key, 1 or more
     * @param recognitionsPerSecond of one user or key, 1 or more
     * @param oidc another service that logs people in
     */
    public record Query(
            String listen,
            String tlsCertificate,
            String tlsKey,
            boolean plainHttp,
            List<String> trustedProxies,
            boolean reasonRequired,
            List<String> corsOrigins,
            int requestsPerSecond,
            int recognitionsPerSecond,
            OidcConfig oidc) {
        public Query {
            corsOrigins = List.copyOf(corsOrigins);
            trustedProxies = List.copyOf(trustedProxies);
            if (tlsCertificate.isEmpty() != tlsKey.isEmpty()) {
                throw new IllegalArgumentException(
                        "query tls_certificate and tls_key belong together, got only one of them");
            }
            // Refuses here what the Query API would refuse later.
            var _ = oidc.settings();
        }
    }

    /**
     * @param folder of one pilot alone, empty for {@code rejects} beside the outbox
     * @param perCamera most refused reads of each camera, 0 to 10000; 0 keeps none
     * @param sizeMib most MiB of all cameras, 1 to 1048576
     */
    public record Rejects(String folder, int perCamera, int sizeMib) {
        private static final int PER_CAMERA_MAX = 10_000;
        private static final int MIB_MAX = 1 << 20;

        public Rejects {
            if (perCamera < 0 || perCamera > PER_CAMERA_MAX) {
                throw new IllegalArgumentException(
                        "rejects per_camera must be 0 to %d, got: %d"
                                .formatted(PER_CAMERA_MAX, perCamera));
            }
            if (sizeMib < 1 || sizeMib > MIB_MAX) {
                throw new IllegalArgumentException(
                        "rejects size_mib must be 1 to %d, got: %d".formatted(MIB_MAX, sizeMib));
            }
        }

        /** The same size in bytes. */
        public long bytesMax() {
            return (long) sizeMib << 20;
        }
    }

    /**
     * @param folder of one pilot alone, empty for {@code outbox} in the folder of the data
     * @param sizeMib most MiB of events and pictures, 16 to 1048576
     */
    public record Outbox(String folder, int sizeMib) {
        private static final int MIB_MIN = 16;
        private static final int MIB_MAX = 1 << 20;

        public Outbox {
            if (sizeMib < MIB_MIN || sizeMib > MIB_MAX) {
                throw new IllegalArgumentException(
                        "outbox size_mib must be %d to %d, got: %d"
                                .formatted(MIB_MIN, MIB_MAX, sizeMib));
            }
        }

        /** The same size in bytes. */
        public long bytesMax() {
            return (long) sizeMib << 20;
        }
    }

    /**
     * @param bootstrapServers host:port, comma separated
     * @param schemaRegistryUrl Confluent's REST API
     * @param topicReplication of topics that the recorder makes because they are missing, 1 to 10
     */
    public record Kafka(String bootstrapServers, String schemaRegistryUrl, int topicReplication) {
        public Kafka {
            if (topicReplication < 1 || topicReplication > 10) {
                throw new IllegalArgumentException(
                        "kafka topic_replication must be 1 to 10, got: " + topicReplication);
            }
        }
    }

    /**
     * @param host of PostgreSQL
     * @param port of PostgreSQL
     * @param name of the database
     * @param user its role
     * @param password never shown
     */
    public record Database(String host, int port, String name, String user, String password) {
        @Override
        public String toString() {
            return "%s@%s:%d/%s".formatted(user, host, port, name);
        }
    }

    /**
     * @param endpoint with or without scheme
     * @param accessKey S3 access key
     * @param secretKey never shown
     * @param bucket for the pictures
     * @param publicEndpoint as browsers reach it, empty for the endpoint
     */
    public record ObjectStore(
            String endpoint,
            String accessKey,
            String secretKey,
            String bucket,
            String publicEndpoint) {
        @Override
        public String toString() {
            return endpoint + "/" + bucket;
        }
    }

    /**
     * @param engine {@code built-in} or the path of an engine's YAML
     * @param threads 0 for one a processor
     */
    public record Recognition(String engine, int threads) {
        public Recognition {
            if (threads < 0 || threads > 256) {
                throw new IllegalArgumentException(
                        "recognition threads must be 0 to 256, got: " + threads);
            }
        }
    }

    /** One camera of the list, as written; the pilot checks it further. */
    public record Camera(
            String id,
            String name,
            String site,
            String source,
            String evidence,
            boolean evidenceFrame,
            String start,
            String region,
            double framesPerSecond,
            boolean loop,
            String pace,
            String hardware,
            Map<String, String> ffmpeg,
            boolean enabled,
            List<List<Double>> zone,
            String zoneName,
            List<List<List<Double>>> masks,
            List<List<Double>> line,
            List<String> lineNames,
            int minPlateWidth,
            int agreeingReads,
            boolean singleReads,
            Watch watch) {
        public Camera {
            // YAML takes a bare off for a false.
            hardware = hardware.equals("false") ? "off" : hardware;
            ffmpeg = Map.copyOf(ffmpeg);
        }

        /** A camera with everything else as the defaults have it. */
        public static Camera of(String id, String name, String source, String start) {
            return new Camera(
                    id,
                    name,
                    "",
                    source,
                    "",
                    false,
                    start,
                    "",
                    5,
                    false,
                    "fast",
                    "off",
                    Map.of(),
                    true,
                    List.of(),
                    "",
                    List.of(),
                    List.of(),
                    List.of("in", "out"),
                    30,
                    2,
                    false,
                    Watch.USUAL);
        }

        @Override
        public String toString() {
            return "camera " + id;
        }
    }

    /**
     * After what time something counts as wrong with a live camera; zero is never.
     *
     * @param frozenAfter the same picture
     * @param blankAfter a black, white or even picture
     * @param quietAfter frames without any plate
     */
    public record Watch(Duration frozenAfter, Duration blankAfter, Duration quietAfter) {
        /** As the defaults have it. */
        public static final Watch USUAL =
                new Watch(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ZERO);
    }
}
