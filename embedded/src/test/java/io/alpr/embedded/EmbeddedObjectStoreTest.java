package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedObjectStoreTest {
    private static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

    @TempDir Path data;

    @Test
    void objectsSurviveAKillAndAWrongSecretIsRefused() throws Exception {
        ObjectStoreSettings settings = ObjectStoreSettings.throwaway(data);
        EmbeddedObjectStore first = EmbeddedObjectStore.start(settings);
        put(client(first.endpoint(), first.accessKey(), first.secretKey()));
        first.kill();
        try (EmbeddedObjectStore second = EmbeddedObjectStore.start(settings)) {
            MinioClient client = client(second.endpoint(), second.accessKey(), second.secretKey());
            assertThat(get(client)).isEqualTo(PICTURE);
            MinioClient wrong = client(second.endpoint(), second.accessKey(), "wrong-secret");
            assertThatThrownBy(() -> get(wrong)).hasMessageContaining("signature");
            assertThat(statusWithoutSignature(second.endpoint() + "/bucket/a/b.jpg"))
                    .isEqualTo(403);
        }
    }

    private static MinioClient client(String endpoint, String key, String secret) {
        return MinioClient.builder().endpoint(endpoint).credentials(key, secret).build();
    }

    private static void put(MinioClient client) throws Exception {
        client.makeBucket(MakeBucketArgs.builder().bucket("bucket").build());
        assertThat(client.bucketExists(BucketExistsArgs.builder().bucket("bucket").build()))
                .isTrue();
        client.putObject(
                PutObjectArgs.builder().bucket("bucket").object("a/b.jpg").stream(
                                new ByteArrayInputStream(PICTURE), (long) PICTURE.length, -1L)
                        .contentType("image/jpeg")
                        .build());
    }

    private static byte[] get(MinioClient client) throws Exception {
        try (InputStream object =
                client.getObject(
                        GetObjectArgs.builder().bucket("bucket").object("a/b.jpg").build())) {
            return object.readAllBytes();
        }
    }

    private static int statusWithoutSignature(String address) throws Exception {
        try (HttpClient plain = HttpClient.newHttpClient()) {
            return plain.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
