package io.alpr.embedded;

import java.nio.file.Path;

/**
 * One ZooKeeper server.
 *
 * @param data folder of the whole stack; the server uses {@code zookeeper}, {@code logs} and {@code
 *     run} in it
 * @param port on loopback; 0 takes a free one
 */
public record ZooKeeperSettings(Path data, int port) {
    /** Makes the folder absolute. */
    public ZooKeeperSettings {
        data = data.toAbsolutePath().normalize();
    }

    /**
     * A server for one test, on a free port.
     *
     * @param data an empty folder
     * @return the settings
     */
    public static ZooKeeperSettings throwaway(Path data) {
        return new ZooKeeperSettings(data, 0);
    }
}
