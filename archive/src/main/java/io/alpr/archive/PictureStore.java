package io.alpr.archive;

import io.alpr.events.PictureMessage;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.minio.messages.DeleteRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures in the bucket. An object is written once under a key that holds its hash and never
 * changed. Safe for use by many threads; every call is bounded by {@link #CALL_MAX}.
 */
public final class PictureStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureStore.class);
    private static final Duration CALL_MAX = Duration.ofSeconds(30);

    /** Given, so that signing asks no server for it; MinIO, S3Proxy and Ceph take any. */
    private static final String REGION = "us-east-1";

    /** HTTP status of a write that is not wanted where something is. */
    private static final int PRECONDITION_FAILED = 412;

    /** S3's error codes that speak of the object and not of the store's state. */
    private static final Set<String> FINAL =
            Set.of("EntityTooLarge", "InvalidArgument", "InvalidURI", "KeyTooLongError");

    private final ObjectStoreSettings settings;
    private final OkHttpClient http;
    private final MinioClient client;
    private final MinioClient signer;

    private PictureStore(ObjectStoreSettings settings) {
        this.settings = settings;
        this.http =
                new OkHttpClient.Builder()
                        .socketFactory(new PromptSockets())
                        .connectTimeout(Duration.ofSeconds(5))
                        .callTimeout(CALL_MAX)
                        .build();
        // Five by default; callers bound what they ask at once themselves.
        http.dispatcher().setMaxRequestsPerHost(http.dispatcher().getMaxRequests());
        this.client = client(settings.endpoint());
        this.signer = client(settings.publicEndpoint());
    }

    /**
     * Connects, and makes the bucket when it is missing.
     *
     * @throws ObjectStoreFault when that fails
     */
    public static PictureStore open(ObjectStoreSettings settings) {
        var store = reaching(settings);
        try {
            store.makeBucket();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Without asking the store anything yet: for parts that only sign addresses. */
    public static PictureStore reaching(ObjectStoreSettings settings) {
        return new PictureStore(settings);
    }

    /** Name of the bucket. */
    public String bucket() {
        return settings.bucket();
    }

    /** The form in which the archive's URL columns name an object: {@code s3://bucket/key}. */
    public String address(String key) {
        return "s3://" + settings.bucket() + "/" + key;
    }

    /**
     * Writes a picture to its key, after checking its bytes against its hash. Writing the same
     * again does no harm; an object that is there is never written over ({@code If-None-Match: *},
     * which S3, MinIO and S3Proxy know; a store that does not know it still gets keys that hold the
     * content's hash).
     *
     * @throws ObjectStoreFault.Unavailable when it may be tried again
     * @throws ObjectStoreFault.Refused when it may not: the hash is another's, or the store will
     *     never take it
     */
    public void put(PictureMessage picture) {
        var key = picture.key();
        if (!picture.intact()) {
            throw new ObjectStoreFault.Refused(
                    "object '%s': the bytes are not those of sha256 %s"
                            .formatted(key, picture.sha256()));
        }
        var jpeg = picture.jpeg();
        try {
            client.putObject(
                    PutObjectArgs.builder()
                            .bucket(settings.bucket())
                            .object(key)
                            .contentType("image/jpeg")
                            .extraHeaders(Map.of("If-None-Match", "*"))
                            .data(jpeg, jpeg.length)
                            .build());
        } catch (ErrorResponseException e) {
            if (e.response().code() != PRECONDITION_FAILED) {
                throw fault(key, e);
            }
            requireSame(picture);
        } catch (MinioException | IllegalStateException e) {
            throw fault(key, e);
        }
    }

    /** Another try of the same picture was here before, or else another picture. */
    private void requireSame(PictureMessage picture) {
        boolean same =
                read(picture.key())
                        .filter(there -> PictureMessage.hashOf(there).equals(picture.sha256()))
                        .isPresent();
        if (!same) {
            throw new ObjectStoreFault.Refused(
                    "object '%s': there is another with that key, and objects are written once"
                            .formatted(picture.key()));
        }
    }

    /**
     * The bytes of an object.
     *
     * @return empty when there is none of that key
     * @throws ObjectStoreFault when the store cannot say
     */
    public Optional<byte[]> read(String key) {
        var object = GetObjectArgs.builder().bucket(settings.bucket()).object(key).build();
        try (var bytes = client.getObject(object)) {
            return Optional.of(bytes.readAllBytes());
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return Optional.empty();
            }
            throw fault(key, e);
        } catch (IOException | MinioException | IllegalStateException e) {
            throw fault(key, e);
        }
    }

    /**
     * Gives the key of every object, in the store's order.
     *
     * @throws ObjectStoreFault when the store fails; some may have been given
     */
    public void keys(Consumer<String> each) {
        var all = ListObjectsArgs.builder().bucket(settings.bucket()).recursive(true).build();
        try {
            for (var object : client.listObjects(all)) {
                each.accept(object.get().objectName());
            }
        } catch (MinioException | IllegalStateException e) {
            throw fault("", e);
        }
    }

    /**
     * Deletes objects; those that are not there are none the less gone.
     *
     * @throws ObjectStoreFault when some of them may still be there
     */
    public void delete(Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        var objects = keys.stream().map(DeleteRequest.Object::new).toList();
        var request =
                RemoveObjectsArgs.builder().bucket(settings.bucket()).objects(objects).build();
        try {
            for (var failed : client.removeObjects(request)) {
                var error = failed.get();
                throw new ObjectStoreFault.Unavailable(
                        "object store %s, object '%s' is not deleted: %s"
                                .formatted(settings.endpoint(), error.objectName(), error.code()));
            }
        } catch (MinioException | IllegalStateException e) {
            throw fault("", e);
        }
    }

    /**
     * Whether there is an object of that key.
     *
     * @throws ObjectStoreFault when the store cannot say
     */
    public boolean exists(String key) {
        try {
            client.statObject(
                    StatObjectArgs.builder().bucket(settings.bucket()).object(key).build());
            return true;
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return false;
            }
            throw fault(key, e);
        } catch (MinioException | IllegalStateException e) {
            throw fault(key, e);
        }
    }

    /**
     * An address under which anybody can read the object for a while, on the public endpoint.
     * Computed here, without asking the store.
     *
     * @param key of the object
     * @param validity one second to seven days
     */
    public URI presigned(String key, Duration validity) {
        var signed =
                asked(
                        key,
                        () ->
                                signer.getPresignedObjectUrl(
                                        GetPresignedObjectUrlArgs.builder()
                                                .method(Http.Method.GET)
                                                .bucket(settings.bucket())
                                                .object(key)
                                                .expiry(
                                                        Math.toIntExact(validity.toSeconds()),
                                                        TimeUnit.SECONDS)
                                                .build()));
        return URI.create(signed);
    }

    /** {@link #presigned(String, Duration)} for the contract's hour. */
    public URI presigned(String key) {
        return presigned(key, Duration.ofHours(1));
    }

    /** Whether the store answers and has the bucket. */
    public boolean answers() {
        try {
            return asked("", this::bucketExists);
        } catch (ObjectStoreFault e) {
            LOG.debug("object store={} does not answer: {}", settings.endpoint(), e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private void makeBucket() {
        if (asked("", this::bucketExists)) {
            return;
        }
        try {
            plainly().make(settings.bucket());
            LOG.info("bucket={} made", settings.bucket());
        } catch (MinioException | IllegalStateException e) {
            // Another recorder may have been quicker.
            if (!asked("", this::bucketExists)) {
                throw fault("", e);
            }
        }
    }

    private PlainBucket plainly() {
        return new PlainBucket(
                MinioAsyncClient.builder()
                        .endpoint(settings.endpoint())
                        .region(REGION)
                        .credentials(settings.accessKey(), settings.secretKey())
                        .httpClient(http)
                        .build(),
                REGION);
    }

    private boolean bucketExists() throws MinioException {
        return client.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build());
    }

    private MinioClient client(String endpoint) {
        return MinioClient.builder()
                .endpoint(endpoint)
                .region(REGION)
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws MinioException;
    }

    private <T> T asked(String key, Call<T> call) {
        try {
            return call.run();
        } catch (MinioException | IllegalStateException e) {
            // The client wraps a refused connection in the unchecked one.
            throw fault(key, e);
        }
    }

    private ObjectStoreFault fault(String key, Exception e) {
        var message =
                "object store %s, object '%s': %s".formatted(settings.endpoint(), key, reason(e));
        if (e instanceof ErrorResponseException answer
                && FINAL.contains(answer.errorResponse().code())) {
            return new ObjectStoreFault.Refused(message, e);
        }
        return new ObjectStoreFault.Unavailable(message, e);
    }

    private static String reason(Exception e) {
        var text =
                switch (e) {
                    case ErrorResponseException answer -> answer.errorResponse().code();
                    case ServerException server -> "status " + server.statusCode();
                    default -> String.valueOf(e.getCause() == null ? e : e.getCause());
                };
        return Map.of("NoSuchBucket", "the bucket is missing", "AccessDenied", "access is denied")
                .getOrDefault(text, text);
    }
}
