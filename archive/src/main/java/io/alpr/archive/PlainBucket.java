package io.alpr.archive;

import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.util.concurrent.CompletionException;

/**
 * Makes a bucket by a request without a body. MinIO's client (9.0.4) names {@code us-east-1} as a
 * constraint of the place even where it is the default; S3Proxy takes that, Ceph refuses it.
 */
final class PlainBucket extends MinioAsyncClient {
    private final String region;

    PlainBucket(MinioAsyncClient client, String region) {
        super(client);
        this.region = region;
    }

    /**
     * @throws MinioException as the store answered, or when it did not
     */
    void make(String name) throws MinioException {
        var request =
                Http.S3Request.builder()
                        .userAgent(userAgent)
                        .method(Http.Method.PUT)
                        .args(MakeBucketArgs.builder().bucket(name).build())
                        .build();
        try {
            executeAsync(request, region).join().close();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MinioException answer) {
                throw answer;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
