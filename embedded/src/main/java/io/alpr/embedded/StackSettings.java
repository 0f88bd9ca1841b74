package io.alpr.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole stack.
 *
 * @param data one folder for everything that survives: {@code postgres}, {@code kafka} or {@code
 *     kafka-zookeeper} and {@code zookeeper}, {@code objects}, {@code logs}, {@code run}
 * @param ports where it listens
 * @param topology with ZooKeeper or without
 * @param secrets made and kept by the caller
 * @param role owner of the databases
 * @param databases the first is the caller's main one
 */
public record StackSettings(
        Path data,
        StackPorts ports,
        Topology topology,
        Secrets secrets,
        String role,
        List<String> databases) {
    /** The registry's own database. */
    static final String REGISTRY_DATABASE = "schema_registry";

    /** Makes the folder absolute. */
    public StackSettings {
        data = data.toAbsolutePath().normalize();
        databases = List.copyOf(databases);
    }

    /**
     * A stack for one test: KRaft, free ports, random secrets, role {@code alpr}, database {@code
     * alpr_db}.
     *
     * @param data an empty folder
     * @return the settings
     */
    public static StackSettings throwaway(Path data) {
        return new StackSettings(
                data,
                StackPorts.free(),
                Topology.KRAFT,
                Secrets.generated(),
                "alpr",
                List.of("alpr_db"));
    }

    PostgresSettings postgres() {
        return new PostgresSettings(
                data,
                ports.postgres(),
                role,
                secrets.databasePassword(),
                Stream.concat(databases.stream(), Stream.of(REGISTRY_DATABASE))
                        .distinct()
                        .toList());
    }

    ObjectStoreSettings objects() {
        return new ObjectStoreSettings(
                data, ports.objects(), secrets.objectAccessKey(), secrets.objectSecretKey());
    }

    RegistrySettings registry(EmbeddedPostgres postgres) {
        return new RegistrySettings(
                data,
                ports.registry(),
                postgres.jdbcUrl(REGISTRY_DATABASE),
                postgres.user(),
                postgres.password());
    }
}
