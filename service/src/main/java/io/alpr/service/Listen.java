package io.alpr.service;

/**
 * Where a service listens.
 *
 * @param host address of the interface, {@code 127.0.0.1} for this machine alone
 * @param port 0 to 65535; 0 takes a free one
 */
public record Listen(String host, int port) {
    public Listen {
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "host to listen on must not be empty; use 127.0.0.1 for this machine");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, got: " + port);
        }
    }

    /** On the loopback interface. */
    public static Listen loopback(int port) {
        return new Listen("127.0.0.1", port);
    }
}
