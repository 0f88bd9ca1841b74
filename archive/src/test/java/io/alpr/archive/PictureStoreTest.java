package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class PictureStoreTest {
    @TempDir static Path folder;
    private static TestingObjects server;

    private final PictureMessage picture = TestingEvents.picture("gate", 1, 1, PictureKind.PLATE);

    @BeforeAll
    static void start() {
        server = TestingObjects.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPictureOpensByItsPresignedAddress() throws IOException, InterruptedException {
        try (var store = PictureStore.open(settings("pictures", ""))) {
            store.put(picture);
            store.put(picture);

            assertThat(store.exists(picture.key())).isTrue();
            assertThat(get(store.presigned(picture.key()))).isEqualTo(picture.jpeg());
        }
    }

    @Test
    void aPictureThatNobodyPutDoesNotExist() {
        try (var store = PictureStore.open(settings("pictures", ""))) {
            assertThat(store.exists("a/b/c.jpg")).isFalse();
            assertThat(store.answers()).isTrue();
        }
    }

    @Test
    void aPictureOfAnotherHashIsRefused() {
        var other = TestingEvents.picture("gate", 2, 1, PictureKind.PLATE);
        var wrong =
                new PictureMessage(
                        picture.eventId(),
                        1,
                        picture.kind(),
                        picture.key(),
                        picture.sha256(),
                        other.jpeg());
        try (var store = PictureStore.open(settings("refused", ""))) {
            assertThatThrownBy(() -> store.put(wrong))
                    .isInstanceOf(ObjectStoreFault.Refused.class)
                    .hasMessageContaining("sha256");
            assertThat(store.exists(wrong.key())).isFalse();
        }
    }

    @Test
    void anObjectIsWrittenOnce() throws Exception {
        assumeTrue(System.getenv("ALPR_TEST_S3") == null, "SKIPPED: needs the store's own folder");
        try (var store = PictureStore.open(settings("once", ""))) {
            store.put(picture);
            assertThatCode(() -> store.put(picture)).doesNotThrowAnyException();
            // What another wrote there before stays, though this picture's bytes are right.
            var file = folder.resolve("objects/once").resolve(picture.key());
            Files.writeString(file, "others");
            assertThatThrownBy(() -> store.put(picture))
                    .isInstanceOf(ObjectStoreFault.Refused.class)
                    .hasMessageContaining("written once");
            assertThat(Files.readString(file)).isEqualTo("others");
        }
    }

    @Test
    void presignedAddressesUseThePublicEndpoint() {
        try (var store =
                PictureStore.reaching(settings("pictures", "https://pictures.example.org"))) {
            var address = store.presigned("a/b.jpg", Duration.ofMinutes(5));

            assertThat(address).hasScheme("https").hasHost("pictures.example.org");
            assertThat(address.getQuery()).contains("X-Amz-Expires=300");
        }
    }

    @Test
    void aStoreThatIsAwayIsUnavailable() {
        var away = new ObjectStoreSettings("localhost:1", "key", "secret", "pictures");

        assertThatThrownBy(() -> PictureStore.open(away))
                .isInstanceOf(ObjectStoreFault.Unavailable.class)
                .hasMessageContaining("http://localhost:1");
    }

    @Test
    void aWrongSecretIsUnavailableAndNotRepeated() {
        var wrong =
                new ObjectStoreSettings(
                        server.endpoint(), server.accessKey(), "not-the-s3cret", "pictures");

        assertThatThrownBy(() -> PictureStore.open(wrong))
                .isInstanceOf(ObjectStoreFault.Unavailable.class)
                .hasMessageNotContaining("not-the-s3cret");
        assertThat(wrong.toString()).doesNotContain("not-the-s3cret");
    }

    @Test
    void anEndpointMayLackItsScheme() {
        assertThat(new ObjectStoreSettings("localhost:9000", "a", "b", "pictures").endpoint())
                .isEqualTo("http://localhost:9000");
        assertThatThrownBy(() -> new ObjectStoreSettings("ftp://x", "a", "b", "pictures"))
                .hasMessageContaining("host:port");
        assertThatThrownBy(() -> new ObjectStoreSettings("localhost:9000", "a", "b", "Big"))
                .hasMessageContaining("bucket must be");
    }

    private static ObjectStoreSettings settings(String bucket, String publicEndpoint) {
        return new ObjectStoreSettings(
                server.endpoint(), server.accessKey(), server.secretKey(), bucket, publicEndpoint);
    }

    private static byte[] get(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
