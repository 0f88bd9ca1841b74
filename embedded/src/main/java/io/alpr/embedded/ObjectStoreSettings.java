package io.alpr.embedded;

import java.nio.file.Path;

/**
 * One S3 server.
 *
 * @param data folder of the whole stack; buckets are folders in {@code objects} in it
 * @param port on loopback; 0 takes a free one
 * @param accessKey the only key that is let in
 * @param secretKey its secret
 */
public record ObjectStoreSettings(Path data, int port, String accessKey, String secretKey) {
    /** Refuses secrets that do not fit into a property file. */
    public ObjectStoreSettings {
        data = data.toAbsolutePath().normalize();
        Secrets.require("accessKey", accessKey);
        Secrets.require("secretKey", secretKey);
    }

    /**
     * A server for one test: free port, random keys.
     *
     * @param data an empty folder
     * @return the settings
     */
    public static ObjectStoreSettings throwaway(Path data) {
        return new ObjectStoreSettings(data, 0, Secrets.random(), Secrets.random());
    }

    @Override
    public String toString() {
        return "ObjectStoreSettings[%s, port %d]".formatted(data, port);
    }
}
