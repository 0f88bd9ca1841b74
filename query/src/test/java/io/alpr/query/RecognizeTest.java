package io.alpr.query;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class RecognizeTest {
    private static final String PATH = "/api/v1/recognize";

    private final QueryStack stack;
    private final Client client;

    RecognizeTest(QueryStack stack) {
        this.stack = stack;
        this.client = stack.client;
    }

    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private Client.Answer send(byte[] body, String type) {
        return client.post(PATH, BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private static BodyPublisher form(String field, byte[] content) {
        return BodyPublishers.concat(
                BodyPublishers.ofString(
                        "--b0undary\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\n\r\n"
                                .formatted(field)),
                BodyPublishers.ofByteArray(content),
                BodyPublishers.ofString("\r\n--b0undary--\r\n"));
    }

    private Client.Answer sendForm(String field, byte[] content) {
        return client.post(
                PATH,
                form(field, content),
                "Content-Type",
                "multipart/form-data; boundary=b0undary");
    }

    @Test
    void aPictureAsTheBodyIsRead() throws IOException {
        for (var format : List.of("png", "jpeg", "bmp")) {
            var answer = send(picture(format), "image/" + format);
            assertThat(answer.status()).as(format).isEqualTo(200);
            var body = answer.json();
            assertThat(body.get("width").asInt()).isEqualTo(320);
            assertThat(body.get("height").asInt()).isEqualTo(200);
            assertThat(body.get("plates")).as("the illegible one has no reading").hasSize(1);
            var plate = body.get("plates").get(0);
            assertThat(plate.get("text").asText()).isEqualTo("AB12CDE");
            // Seven characters of 0.9 each.
            assertThat(plate.get("confidence").asDouble()).isBetween(0.478, 0.479);
            assertThat(plate.get("region").asText()).isEqualTo("GB");
            assertThat(plate.get("box")).isEqualTo(ApiDocument.json("[80, 50, 20, 10]"));
        }
    }

    @Test
    void aPictureAsAFileOfAFormIsRead() throws IOException {
        assertThat(sendForm("image", picture("png")).status()).isEqualTo(200);
    }

    @Test
    void aFormWithoutTheFileOrAnEmptyBodyIsABadRequest() throws IOException {
        assertThat(sendForm("picture", picture("png")).status()).isEqualTo(400);
        assertThat(send(new byte[0], "image/png").status()).isEqualTo(400);
    }

    @Test
    void whatIsNoPictureIsUnprocessable() throws IOException {
        var text = "a text file named .jpg".getBytes(StandardCharsets.US_ASCII);
        var answer = send(text, "image/jpeg");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asText()).contains("is not a picture (22 bytes)");
        var whole = picture("png");
        assertThat(send(Arrays.copyOf(whole, whole.length / 2), "image/png").status())
                .isEqualTo(422);
        assertThat(sendForm("image", text).status()).isEqualTo(422);
    }

    @Test
    void anotherKindOfBodyIsAnUnsupportedType() throws IOException {
        for (var type :
                List.of("text/plain", "application/json", "application/x-www-form-urlencoded")) {
            assertThat(send(picture("png"), type).status()).as(type).isEqualTo(415);
        }
        assertThat(client.post(PATH, BodyPublishers.ofByteArray(picture("png"))).status())
                .isEqualTo(415);
    }

    @Test
    void aPictureOfTooManyBytesIsRefused() {
        var large = new byte[RecognizeRoute.PICTURE_BYTES_MAX + 1];
        assertThat(send(large, "image/jpeg").status()).isEqualTo(413);
        assertThat(sendForm("image", large).status()).isEqualTo(413);
        var ofUnknownLength =
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));
        assertThat(client.post(PATH, ofUnknownLength, "Content-Type", "image/jpeg").status())
                .isEqualTo(413);
    }

    @Test
    void aRefusedPictureLeavesTheConnectionInOrder() {
        for (int i = 0; i < 10; i++) {
            var large = new byte[(1 + i % 2) * RecognizeRoute.PICTURE_BYTES_MAX + 1];
            assertThat(send(large, "text/plain").status()).isEqualTo(415);
            assertThat(send(large, "image/jpeg").status()).isEqualTo(413);
            assertThat(sendForm("image", large).status()).isEqualTo(413);
        }
    }

    /** On one connection, as browsers keep it. */
    @Test
    void afterARefusalTheSameConnectionServesAgain() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            socket.setSoTimeout(20_000);
            var answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(refused(4 << 20));
                var head = head(answers);
                assertThat(head.getFirst()).as("answer %d", i).contains(" 415 ");
                assertThat(head).noneMatch(line -> line.equalsIgnoreCase("Connection: close"));
            }
        }
    }

    private byte[] refused(int bytes) {
        var head =
                """
                POST %s HTTP/1.1
                Host: localhost
                X-API-Key: %s
                Content-Type: text/plain
                Content-Length: %d

                """
                        .formatted(PATH, stack.administrator, bytes)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(head, head.length + bytes);
    }

    /** Reads an answer to its end and gives its head. */
    private static List<String> head(BufferedReader answers) throws IOException {
        var head = new ArrayList<String>();
        for (var line = answers.readLine();
                line != null && !line.isEmpty();
                line = answers.readLine()) {
            head.add(line);
        }
        assertThat(head).as("the connection is closed without an answer").isNotEmpty();
        var length =
                head.stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < length; i++) {
            assertThat(answers.read()).isNotNegative();
        }
        return head;
    }

    @Test
    void aSmallFileThatClaimsToBeAHugePictureIsRefused() throws IOException {
        var huge = ByteBuffer.wrap(picture("png"));
        // Bytes 12 to 29 are the type and the fields of the header, 29 its checksum; see the PNG
        // specification, section 11.2.1.
        huge.putInt(16, 65535).putInt(20, 65535);
        var checksum = new CRC32();
        checksum.update(huge.array(), 12, 17);
        huge.putInt(29, (int) checksum.getValue());
        var answer = send(huge.array(), "image/png");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asText()).contains("65535 x 65535");
    }

    @Test
    void whoeverFindsNoPlaceIsAskedToComeAgain() throws IOException {
        var picture = picture("png");
        var gate = new CountDownLatch(1);
        stack.engine.gate = gate;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 40)
                            .mapToObj(_ -> supplyAsync(() -> send(picture, "image/png"), threads))
                            .toList();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
            var refused =
                    client.post(
                            PATH, BodyPublishers.ofByteArray(picture), "Content-Type", "image/png");
            gate.countDown();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(answers.stream().map(a -> a.join().status()).distinct())
                    .containsExactlyInAnyOrder(200, 503);
        } finally {
            gate.countDown();
        }
        assertThat(send(picture, "image/png").status())
                .as("all places are free again")
                .isEqualTo(200);
    }
}
