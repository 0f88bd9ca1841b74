package io.alpr.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server's data folder: made once, with role and databases, and kept from then on. */
final class PostgresFolder {
    private static final long LARGE_MACHINE = 8L << 30;
    static final String NAME = "postgres";
    private static final int READY_LINE = 7;

    private final PostgresSettings settings;
    private final Path binaries;
    private final Unprivileged user;

    private PostgresFolder(PostgresSettings settings, Path binaries, Unprivileged user) {
        this.settings = settings;
        this.binaries = binaries;
        this.user = user;
    }

    /**
     * Makes the folder ready for a start.
     *
     * @param settings role, password, databases
     * @param binaries the folder with {@code bin/postgres}
     * @return a folder on which a server can be started
     */
    static PostgresFolder prepare(PostgresSettings settings, Path binaries) {
        PostgresFolder folder =
                new PostgresFolder(settings, binaries, Unprivileged.find(settings.data()));
        folder.serverPid().ifPresent(pid -> ServiceLock.endOrphan(pid, folder.path().toString()));
        if (!Files.exists(folder.path().resolve("PG_VERSION"))) {
            folder.initialise();
        }
        folder.user.own(folder.path());
        new PostgresRoles(settings, folder.singleUserLine("postgres"), folder.user).establish();
        return folder;
    }

    Path path() {
        return settings.data().resolve(NAME);
    }

    /**
     * Into a folder beside it, renamed when complete: an interrupted first start leaves nothing
     * half.
     */
    private void initialise() {
        Path fresh = settings.data().resolve(NAME + ".new");
        Folders.delete(fresh);
        // The superuser's password is forgotten at once: nobody logs in as superuser.
        Path passwordFile =
                PrivateFiles.write(
                        settings.data().resolve("run").resolve("postgres.initial"),
                        Secrets.random());
        user.own(passwordFile);
        try {
            Files.createDirectories(fresh);
            user.own(fresh);
            OneShot.run(
                    "initdb",
                    user.line(
                            List.of(
                                    binaries.resolve("bin/initdb").toString(),
                                    "--pgdata=" + fresh,
                                    "--username=postgres",
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordFile,
                                    "--encoding=UTF8",
                                    "--locale=C.UTF-8",
                                    "--data-checksums",
                                    "--no-instructions")),
                    "");
            Files.move(fresh, path());
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "%s cannot be made: %s".formatted(path(), failed.getMessage()), failed);
        } finally {
            Folders.delete(passwordFile);
        }
    }

    private List<String> singleUserLine(String database) {
        return user.line(
                List.of(
                        binaries.resolve("bin/postgres").toString(),
                        "--single",
                        "-j",
                        "-D",
                        path().toString(),
                        "-c",
                        "log_min_messages=error",
                        "-c",
                        "log_checkpoints=off",
                        database));
    }

    /**
     * The server under a shell that waits for the end of its input, which is our end too, and then
     * asks for the fast shutdown; again and again, since the shell starts it with that signal
     * ignored and it listens only a moment later.
     */
    List<String> serverLine(int port) {
        String watch =
                """
                exec 3<&0
                "$@" </dev/null 3<&- &
                server=$!
                ( read -r nothing <&3; while kill -INT "$server" 2>/dev/null; do sleep 1; done ) &
                watch=$!
                exec 3<&-
                wait "$server"; status=$?
                kill "$watch" 2>/dev/null
                exit "$status"
                """;
        List<String> line = new ArrayList<>(List.of("sh", "-c", watch, "postgres-watch"));
        line.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", path().toString()));
        Stream.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "password_encryption=scram-sha-256",
                        "shared_buffers=" + buffers(),
                        // A page of a solid-state disk, or of the kernel's cache, wherever it lies.
                        "random_page_cost=1.1",
                        "max_connections=80",
                        // A query without bounds of time locks a year of days and their indexes.
                        "max_locks_per_transaction=1024",
                        "timezone=UTC",
                        "log_timezone=UTC",
                        "log_checkpoints=off",
                        "jit=off")
                .forEach(setting -> line.addAll(List.of("-c", setting)));
        return user.line(line);
    }

    /** Nothing of it is taken before it is used. */
    private static String buffers() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                        && machine.getTotalMemorySize() >= LARGE_MACHINE
                ? "256MB"
                : "64MB";
    }

    /**
     * Whether the server says in its own file that it takes connections, as pg_ctl asks.
     *
     * @param watch the shell that started it; a file of an earlier server does not count
     */
    boolean ready(long watch) {
        List<String> lines = pidFile();
        return lines.size() > READY_LINE
                && lines.get(READY_LINE).strip().equals("ready")
                && serverPid()
                        .flatMap(ProcessHandle::of)
                        .flatMap(ProcessHandle::parent)
                        .filter(parent -> parent.pid() == watch)
                        .isPresent();
    }

    /** The server's process, as it wrote it. */
    Optional<Long> serverPid() {
        return pidFile().stream().findFirst().map(String::strip).map(Long::valueOf);
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(path().resolve("postmaster.pid"));
        } catch (IOException none) {
            return List.of();
        }
    }
}
