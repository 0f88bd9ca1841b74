package io.alpr.embedded;

/**
 * What holds a port.
 *
 * @param port 1 to 65535
 * @param pid the process, 0 when it belongs to another user and cannot be seen
 * @param command its command line, shortened; {@code unknown process} when it cannot be seen
 */
public record Holder(int port, long pid, String command) {
    @Override
    public String toString() {
        return pid == 0
                ? "port %d is held by an unknown process".formatted(port)
                : "port %d is held by pid %d (%s)".formatted(port, pid, command);
    }
}
