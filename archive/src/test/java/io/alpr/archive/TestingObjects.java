package io.alpr.archive;

import io.alpr.embedded.EmbeddedObjectStore;
import java.nio.file.Path;

/**
 * The S3 store that tests use: the embedded one, or where {@code ALPR_TEST_S3} names {@code
 * http://host:port,access key,secret key}, that one, whose buckets of these tests must be empty.
 */
public final class TestingObjects implements AutoCloseable {
    private final String endpoint;
    private final String accessKey;
    private final String secretKey;
    private final Runnable end;

    private TestingObjects(String endpoint, String accessKey, String secretKey, Runnable end) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.end = end;
    }

    /**
     * @param folder for the embedded one
     */
    public static TestingObjects start(Path folder) {
        var other = System.getenv("ALPR_TEST_S3");
        if (other != null) {
            var parts = other.split(",", -1);
            return new TestingObjects(parts[0], parts[1], parts[2], () -> {});
        }
        var own = EmbeddedObjectStore.start(io.alpr.embedded.ObjectStoreSettings.throwaway(folder));
        return new TestingObjects(own.endpoint(), own.accessKey(), own.secretKey(), own::close);
    }

    public String endpoint() {
        return endpoint;
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    @Override
    public void close() {
        end.run();
    }
}
