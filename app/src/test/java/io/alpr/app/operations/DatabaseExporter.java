package io.alpr.app.operations;

import java.io.IOException;
import java.nio.file.Path;

/** Prometheus' exporter for PostgreSQL, as Debian has it and as compose starts it. */
public final class DatabaseExporter implements AutoCloseable {
    private final Process process;

    private DatabaseExporter(Process process) {
        this.process = process;
    }

    /** Starts it, or skips the test where there is none. */
    public static DatabaseExporter start(Path folder, int port, int database, String password)
            throws IOException {
        Tool.demand("prometheus-postgres-exporter", "prometheus-postgres-exporter");
        var builder =
                new ProcessBuilder(
                                "prometheus-postgres-exporter",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("exporter.log").toFile());
        builder.environment()
                .put("DATA_SOURCE_URI", "localhost:%d/alpr_db?sslmode=disable".formatted(database));
        builder.environment().put("DATA_SOURCE_USER", "alpr");
        builder.environment().put("DATA_SOURCE_PASS", password);
        return new DatabaseExporter(builder.start());
    }

    @Override
    public void close() {
        Tool.end(process);
    }
}
