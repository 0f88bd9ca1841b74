package io.alpr.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which TCP ports of this machine are taken, and by what. Linux: reads {@code /proc}. Thread-safe.
 */
public final class Ports {
    private static final String LISTEN = "0A";
    private static final int COMMAND_CHARACTERS_MAX = 120;
    private static final int TRIES = 1_000;
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * Holders of those of the given ports that are taken.
     *
     * @param ports 1 to 65535; 0 ("any free one") is never taken
     * @return one holder a taken port, in the given order
     */
    public static List<Holder> check(Collection<Integer> ports) {
        return ports.stream().map(Ports::holder).flatMap(Optional::stream).toList();
    }

    /**
     * What listens on a port.
     *
     * @param port 0 to 65535
     * @return the holder, or empty when a server can be started there
     */
    public static Optional<Holder> holder(int port) {
        if (port == 0) {
            return Optional.empty();
        }
        Set<String> sockets = listeners(port);
        if (sockets.isEmpty() && free(port)) {
            return Optional.empty();
        }
        return Optional.of(
                owner(sockets)
                        .map(pid -> new Holder(port, pid, command(pid)))
                        .orElseGet(() -> new Holder(port, 0, "unknown process")));
    }

    /**
     * A free port on loopback, never the same twice in one process. It lies below those that the
     * kernel gives to outgoing connections (Linux: {@code ip_local_port_range}), for any of those
     * would take it before the caller does; another server still may.
     *
     * @return 20000 to 31999
     * @throws EmbeddedFailure when the machine has none left that was not given before
     */
    public static int free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST + 1))
                .limit(TRIES)
                .filter(port -> free(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new EmbeddedFailure("no free port on loopback"));
    }

    /** The port itself, or a free one for 0. */
    static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Inodes of the sockets that listen on the port, over IPv4 and IPv6. */
    private static Set<String> listeners(int port) {
        String suffix = ":%04X".formatted(port);
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table), StandardCharsets.US_ASCII)) {
                lines.map(line -> line.trim().split("\\s+"))
                        .filter(field -> field.length > 9)
                        .filter(field -> field[1].endsWith(suffix) && field[3].equals(LISTEN))
                        .forEach(field -> inodes.add("socket:[" + field[9] + "]"));
            } catch (IOException noSuchTable) {
                // A machine without IPv6 has no tcp6.
            }
        }
        return inodes;
    }

    private static Optional<Long> owner(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(pid, sockets))
                .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : open) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            // Another user's process, or one that has just ended.
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** A process's command line with spaces, cut to a line's length. */
    static String command(long pid) {
        try {
            String line =
                    Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                            .replace('\0', ' ')
                            .strip();
            return line.length() <= COMMAND_CHARACTERS_MAX
                    ? line
                    : line.substring(0, COMMAND_CHARACTERS_MAX) + "...";
        } catch (IOException gone) {
            return "unknown process";
        }
    }
}
