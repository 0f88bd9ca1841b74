package io.alpr.app.config;

import io.alpr.service.ConfigReader;
import io.alpr.service.ConfigReader.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads {@code alpr.yaml}. */
public final class ConfigFiles {
    /** The file that is taken from the current folder when none is named. */
    public static final Path USUAL = Path.of("alpr.yaml");

    private static final List<Variable> VARIABLES =
            List.of(
                    new Variable("ALPR_SITE", "site"),
                    new Variable("ALPR_DATA", "data"),
                    new Variable("ALPR_OUTBOX_FOLDER", "outbox.folder"),
                    new Variable("ALPR_OUTBOX_SIZE_MIB", "outbox.size_mib"),
                    new Variable("ALPR_KAFKA_PORT", "ports.data.kafka"),
                    new Variable("ALPR_KAFKA_INTERNAL_PORT", "ports.data.kafka_internal"),
                    new Variable("KAFKA_JMX_PORT", "ports.data.kafka_jmx"),
                    new Variable("ALPR_ZOOKEEPER_PORT", "ports.data.zookeeper"),
                    new Variable("ALPR_SCHEMA_REGISTRY_PORT", "ports.data.schema_registry"),
                    new Variable("DB_PORT", "ports.data.database"),
                    new Variable("ALPR_OBJECT_STORE_PORT", "ports.data.object_store"),
                    new Variable("ALPR_LISTEN", "listen"),
                    new Variable("ALPR_METRICS_TOKEN", "metrics_token"),
                    new Variable("ALPR_QUERY_LISTEN", "query.listen"),
                    new Variable("ALPR_QUERY_PLAIN_HTTP", "query.plain_http"),
                    new Variable("ALPR_REASON_REQUIRED", "query.reason_required"),
                    new Variable("ALPR_TLS_CERTIFICATE", "query.tls_certificate"),
                    new Variable("ALPR_TLS_KEY", "query.tls_key"),
                    new Variable("ALPR_OIDC_CLIENT_SECRET", "query.oidc.client_secret"),
                    new Variable("ALPR_QUERY_PORT", "ports.services.query"),
                    new Variable("ALPR_PILOT_PORT", "ports.services.pilot"),
                    new Variable("ALPR_RECORDER_PORT", "ports.services.recorder"),
                    new Variable("KAFKA_BOOTSTRAP_SERVERS", "kafka.bootstrap_servers"),
                    new Variable("SCHEMA_REGISTRY_URL", "kafka.schema_registry_url"),
                    new Variable("DB_HOST", "database.host"),
                    new Variable("DB_PORT", "database.port"),
                    new Variable("DB_NAME", "database.name"),
                    new Variable("DB_USER", "database.user"),
                    new Variable("DB_PASSWORD", "database.password"),
                    new Variable("MINIO_ENDPOINT", "object_store.endpoint"),
                    new Variable("MINIO_ACCESS_KEY", "object_store.access_key"),
                    new Variable("MINIO_SECRET_KEY", "object_store.secret_key"),
                    new Variable("MINIO_BUCKET", "object_store.bucket"),
                    new Variable("MINIO_PUBLIC_ENDPOINT", "object_store.public_endpoint"));

    private ConfigFiles() {}

    /** The environment variables that are honoured, with the keys they set. */
    public static List<Variable> variables() {
        return VARIABLES;
    }

    /** The commented defaults. */
    public static String defaults() {
        try (var in = ConfigFiles.class.getResourceAsStream("/io/alpr/app/alpr.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the defaults are missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The named file, else {@code alpr.yaml} of the current folder where there is one, else the
     * defaults.
     *
     * @throws io.alpr.service.ConfigFault in one line, when something in it is wrong
     */
    public static AlprConfig read(Optional<Path> named, Map<String, String> environment) {
        var reader = new ConfigReader(defaults(), VARIABLES);
        var file = named.or(() -> Optional.of(USUAL).filter(Files::exists));
        return file.map(path -> reader.read(path, environment, AlprConfig.class))
                .orElseGet(() -> reader.read(environment, AlprConfig.class));
    }
}
