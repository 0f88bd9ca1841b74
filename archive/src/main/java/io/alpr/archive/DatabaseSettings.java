package io.alpr.archive;

/**
 * Where the database is and how to enter. {@link #toString} hides the password.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 * @param name of the database
 * @param user role to log in as
 * @param password of that role; may be empty where the server trusts the connection
 * @param connectionsMax size of the pool, 1 to 100
 */
public record DatabaseSettings(
        String host, int port, String name, String user, String password, int connectionsMax) {
    public DatabaseSettings {
        if (host.isBlank() || name.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException(
                    "database needs a host, a name and a user, got: host='%s' name='%s' user='%s'"
                            .formatted(host, name, user));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "database port must be 1 to 65535, got: %d".formatted(port));
        }
        if (connectionsMax < 1 || connectionsMax > 100) {
            throw new IllegalArgumentException(
                    "database connectionsMax must be 1 to 100, got: %d".formatted(connectionsMax));
        }
    }

    /** With a pool of ten connections. */
    public DatabaseSettings(String host, int port, String name, String user, String password) {
        this(host, port, name, user, password, 10);
    }

    /** Where it is, fit for logs: {@code host:port/name}. */
    public String address() {
        return host + ":" + port + "/" + name;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + address() + ", user=" + user + ", password=***]";
    }
}
