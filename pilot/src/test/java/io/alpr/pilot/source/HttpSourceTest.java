package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.Videos;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.PixelBox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras over HTTP, played by the JDK's web server. */
@Timeout(60)
class HttpSourceTest {
    private static final SourceOptions OPTIONS =
            new SourceOptions(
                    SourceStart.FROM_FILE,
                    10,
                    Duration.ofSeconds(3),
                    1,
                    SourceOptions.Hardware.OFF,
                    Map.of());
    private static final BarStreet STREET =
            new BarStreet(new BarStreet.Car(1234, 0, 100, 50, 50, 4, 2));
    private static final String BOUNDARY = "multipart/x-mixed-replace; boundary=\"--frame\"";

    @TempDir Path folder;

    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mjpeg", exchange -> stream(exchange, 100));
        server.createContext("/slow", exchange -> stream(exchange, 1000));
        server.createContext("/picture", HttpSourceTest.this::picture);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mjpeg", "picture"})
    void aCameraGivesItsPicturesWithTheTimeOfTheirArrival(String path) throws Exception {
        var before = Instant.now();
        try (var source = open(path, "")) {
            var info = source.info();
            assertThat(info.codec()).isEqualTo("mjpeg");
            assertThat(info.width()).isEqualTo(BarStreet.WIDTH);
            assertThat(info.height()).isEqualTo(BarStreet.HEIGHT);
            assertThat(info.startOrigin()).isEqualTo(SourceInfo.StartOrigin.CONNECTION);
            var last = Duration.ofMillis(-1);
            for (int i = 0; i < 8; i++) {
                var frame = (Frame) source.next();
                assertThat(frame.pts()).isGreaterThan(last);
                assertThat(frame.instant()).isBetween(before, Instant.now());
                assertShowsTheRoad(frame);
                last = frame.pts();
            }
            // Eight pictures at ten a second; a faster clock would be one that was made up.
            assertThat(last).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void aStreamOfOnePictureASecondOpensInTime() throws Exception {
        try (var source = open("slow", "")) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
    }

    @Test
    void picturesAreFetchedNoOftenerThanTheBudgetSays() throws Exception {
        var twice =
                new SourceOptions(
                        SourceStart.FROM_FILE,
                        2,
                        Duration.ofSeconds(3),
                        1,
                        SourceOptions.Hardware.OFF,
                        Map.of());
        try (var source = Sources.open(address("picture", ""), twice)) {
            var first = (Frame) source.next();
            int opened = requests.get();
            var second = (Frame) source.next();
            var third = (Frame) source.next();
            assertThat(requests.get() - opened).isEqualTo(2);
            assertThat(third.pts().minus(first.pts())).isGreaterThan(Duration.ofMillis(700));
            assertThat(second.number()).isEqualTo(first.number() + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mjpeg", "picture"})
    void aLoginInTheAddressIsUsedAndAWrongOneNamedWithoutShowingIt(String path) throws Exception {
        server.removeContext("/" + path);
        server.createContext(
                        "/" + path,
                        path.equals("mjpeg") ? e -> stream(e, 100) : HttpSourceTest.this::picture)
                .setAuthenticator(
                        new BasicAuthenticator("camera") {
                            @Override
                            public boolean checkCredentials(String user, String password) {
                                return user.equals("viewer") && password.equals("hunt@er2");
                            }
                        });
        try (var source = open(path, "viewer:hunt%40er2@")) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
        assertRefused(path, "viewer:hunter3@", "refuses the user name or password");
        assertRefused(path, "", "refuses the user name or password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mjpeg", "picture"})
    void aDigestLoginIsAnswered(String path) throws Exception {
        server.createContext(
                "/digest",
                exchange -> {
                    if (!answersDigest(exchange, "viewer", "hunter2")) {
                        exchange.getResponseHeaders()
                                .add(
                                        "WWW-Authenticate",
                                        "Digest realm=\"cam\", nonce=\"abc123\", qop=\"auth\"");
                        exchange.sendResponseHeaders(401, -1);
                        exchange.close();
                    } else if (path.equals("mjpeg")) {
                        stream(exchange, 100);
                    } else {
                        picture(exchange);
                    }
                });
        try (var source = open("digest", "viewer:hunter2@")) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
        assertRefused("digest", "viewer:hunter3@", "refuses the user name or password");
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses the user name or password",
        "403, refuses the user name or password",
        "404, knows nothing of this path (404)",
        "500, answers with an error",
        "503, answers with an error",
        "400, answers with an error",
        "200, neither video nor picture"
    })
    void anAnswerThatIsNoPictureIsAClearReason(int status, String reason) throws Exception {
        server.createContext(
                "/page",
                exchange -> {
                    var page = "<html>a page of the camera</html>".repeat(50);
                    var bytes = page.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        assertRefused("page", "viewer:hunter2@", reason);
    }

    @Test
    void aPlaylistOpensNothingElse() throws Exception {
        server.createContext(
                "/list",
                exchange -> {
                    var list =
                            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n"
                                    .formatted(url("mjpeg", ""));
                    var bytes = list.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders()
                            .add("Content-Type", "application/vnd.apple.mpegurl");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        assertRefused("list", "", "neither video nor picture");
        assertThat(requests).hasValue(0);
    }

    @Test
    void aRedirectionIsFollowedToHttpAndNeverToAFile() throws Exception {
        var file = Files.write(folder.resolve("a.jpg"), Jpeg.encode(STREET.frame(0), 0.9));
        server.createContext("/to-file", exchange -> redirect(exchange, file.toUri().toString()));
        server.createContext("/to-http", exchange -> redirect(exchange, url("picture", "")));
        try (var source = open("to-http", "viewer:hunter2@")) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
        // The login was for the first host, which may be another one.
        assertThat(logins).isNotEmpty().containsOnly("");
        assertRefused("to-file", "", "");
    }

    @Test
    void aVideoOverHttpPlays() throws Exception {
        var video = Files.readAllBytes(Videos.write(folder.resolve("a.mp4"), STREET, 20));
        server.createContext(
                "/video",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "video/mp4");
                    exchange.sendResponseHeaders(200, video.length);
                    exchange.getResponseBody().write(video);
                    exchange.close();
                });
        try (var source = open("video", "")) {
            assertThat(source.info().codec()).isEqualTo("h264");
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
    }

    private static void redirect(HttpExchange exchange, String where) throws IOException {
        exchange.getResponseHeaders().add("Location", where);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void stream(HttpExchange exchange, long pauseMs) throws IOException {
        requests.incrementAndGet();
        exchange.getResponseHeaders().add("Content-Type", BOUNDARY);
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        for (int i = 0; i < 1000; i++) {
            RawHttpServer.part(out, Jpeg.encode(STREET.frame(0), 0.9));
            try {
                Thread.sleep(pauseMs);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void picture(HttpExchange exchange) throws IOException {
        var login = exchange.getRequestHeaders().getFirst("Authorization");
        logins.add(login == null ? "" : login);
        requests.incrementAndGet();
        var jpeg = Jpeg.encode(STREET.frame(0), 0.9);
        exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
        exchange.sendResponseHeaders(200, jpeg.length);
        exchange.getResponseBody().write(jpeg);
        exchange.close();
    }

    private static boolean answersDigest(HttpExchange exchange, String user, String password) {
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null || !given.startsWith("Digest ")) {
            return false;
        }
        var a1 = md5("%s:cam:%s".formatted(user, password));
        var a2 = md5("GET:" + part(given, "uri"));
        var expected =
                md5(
                        "%s:abc123:%s:%s:auth:%s"
                                .formatted(a1, part(given, "nc"), part(given, "cnonce"), a2));
        return part(given, "response").equals(expected);
    }

    private static String part(String header, String name) {
        var found = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(header);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plate of the first frame has light bars and the road is dark. */
    private static void assertShowsTheRoad(Frame frame) {
        var picture = frame.picture();
        assertThat(picture.width()).isEqualTo(BarStreet.WIDTH);
        var road = picture.crop(new PixelBox(600, 300, 1, 1)).rgb();
        var expected = STREET.frame(0).crop(new PixelBox(600, 300, 1, 1)).rgb();
        assertThat(road[0] & 255).isBetween((expected[0] & 255) - 6, (expected[0] & 255) + 6);
        var bar = picture.crop(new PixelBox(70, 62, 1, 1)).rgb();
        var expectedBar = STREET.frame(0).crop(new PixelBox(70, 62, 1, 1)).rgb();
        assertThat(bar[0] & 255)
                .isBetween((expectedBar[0] & 255) - 12, (expectedBar[0] & 255) + 12);
    }

    private void assertRefused(String path, String login, String reason) {
        assertThatThrownBy(() -> open(path, login).close())
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("hunter")
                .message()
                .doesNotContain("\n");
    }

    private FrameSource open(String path, String login) throws SourceFailure {
        return Sources.open(address(path, login), OPTIONS);
    }

    private SourceAddress address(String path, String login) {
        return new SourceAddress(url(path, login));
    }

    private String url(String path, String login) {
        return "http://%s127.0.0.1:%d/%s".formatted(login, server.getAddress().getPort(), path);
    }
}
