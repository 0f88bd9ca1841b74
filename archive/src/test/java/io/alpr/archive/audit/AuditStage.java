package io.alpr.archive.audit;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.audit.AuditChains.Kept;
import io.alpr.archive.audit.AuditChains.Noted;
import io.alpr.archive.audit.AuditChains.Verdict;
import io.alpr.archive.audit.AuditEntry.Kind;
import io.alpr.archive.audit.AuditEntry.What;
import io.alpr.archive.audit.AuditEntry.Who;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real server with a database for each test. */
final class AuditStage implements AutoCloseable {
    private static final String PASSWORD = "s3cret-of-test";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DATABASES = 50;

    private final Path folder;
    private EmbeddedPostgres server;
    private int used;

    AuditStage(Path folder) {
        this.folder = folder;
        this.server = started(0);
    }

    private EmbeddedPostgres started(int port) {
        var names = new ArrayList<String>();
        for (int i = 0; i < DATABASES; i++) {
            names.add("db" + i);
        }
        return EmbeddedPostgres.start(new PostgresSettings(folder, port, "alpr", PASSWORD, names));
    }

    /** Of a database that nobody has used yet. */
    DatabaseSettings fresh() {
        return new DatabaseSettings("127.0.0.1", server.port(), "db" + used++, "alpr", PASSWORD);
    }

    void kill() {
        server.kill();
    }

    void startAgain() {
        int port = server.port();
        server.close();
        server = started(port);
    }

    @Override
    public void close() {
        server.close();
    }

    static AuditLog log(DatabaseSettings settings) {
        return AuditLog.over(settings, new Instance("query@test", "1.2.3"), PATIENCE);
    }

    static AuditEntry search(String actor, String plate) {
        return AuditEntry.of(
                        new Who(actor, Kind.SESSION, "192.0.2.7", "req-1"),
                        new What("search", Map.of("camera", "gate"), plate))
                .because("case 4711")
                .found(3);
    }

    static Verdict verified(Database database, Head... expected) {
        return verified(database, Kept.UNKNOWN, expected);
    }

    static Verdict verified(Database database, Kept kept, Head... expected) {
        var noted = Arrays.stream(expected).map(head -> new Noted(head, Instant.EPOCH)).toList();
        return new AuditChains(database).verify(noted, kept, _ -> {});
    }

    static List<AuditRecord> all(Database database) {
        var all = new ArrayList<AuditRecord>();
        new AuditTrail(database).export(AuditFilter.ALL, all::add);
        return all;
    }

    /** Plates or patterns of look-ups, oldest first; none where it was erased. */
    static List<Optional<String>> subjects(Database database) {
        return all(database).stream()
                .filter(entry -> !(entry.question().subject() instanceof AuditRecord.Absent))
                .map(entry -> entry.question().subject().text())
                .toList();
    }

    /** What only the owner of the tables can do. */
    static void tamper(Database database, String... statements) {
        database.inTransaction(
                handle -> {
                    for (var table : List.of("audit_entries", "audit_chains")) {
                        handle.execute("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table));
                    }
                    for (var statement : statements) {
                        handle.execute(statement);
                    }
                    for (var table : List.of("audit_entries", "audit_chains")) {
                        handle.execute("ALTER TABLE %s ENABLE TRIGGER USER".formatted(table));
                    }
                    return true;
                });
    }
}
