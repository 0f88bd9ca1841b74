package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures through the API, by login and by signed address. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class PicturesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] JPEG = "no jpeg at all".getBytes(StandardCharsets.US_ASCII);
    private static final String HASH = PictureMessage.hashOf(JPEG);

    private final QueryStack stack;

    PicturesTest(QueryStack stack) {
        this.stack = stack;
    }

    private UUID pass(String key, Map<String, ?> more) {
        var row = new java.util.HashMap<String, Object>(more);
        row.putIfAbsent("plate_image_key", key);
        row.putIfAbsent("plate_image_url", stack.pictures.address(key));
        row.putIfAbsent("picture_state", "stored");
        return stack.passes.add("gate", "AB12CDE", NOON, row);
    }

    private String stored() {
        var event = UUID.randomUUID();
        var key = "DC1/gate/2026/11/22/%s/plate-%s.jpg".formatted(event, HASH.substring(0, 12));
        stack.pictures.put(new PictureMessage(event, 1, PictureKind.PLATE, key, HASH, JPEG));
        return key;
    }

    @Test
    void thePictureOfAPassIsShownToWhoeverMaySeeThePass() {
        var id = pass(stored(), Map.of("plate_image_sha256", HASH));
        var path = "/api/v1/passes/" + id + "/pictures/plate";
        var answer = stack.client.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("no jpeg at all");
        assertThat(answer.header("content-type")).isEqualTo("image/jpeg");
        assertThat(answer.header("repr-digest")).isEqualTo("sha-256=:" + base64(HASH) + ":");
        var elsewhere = stack.key(Role.VIEWER, new CameraScope.Only(Set.of("yard")));
        assertThat(Client.with(stack.api.port(), elsewhere).get(path).status()).isEqualTo(404);
        assertThat(stack.stranger.get(path).status()).isEqualTo(401);
    }

    private static String base64(String hex) {
        return java.util.Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex));
    }

    @Test
    void aPictureThatIsNotTheRecordedOneIsNotShown() {
        var id = pass(stored(), Map.of("plate_image_sha256", "0".repeat(64)));
        var answer = stack.client.get("/api/v1/passes/" + id + "/pictures/plate");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("not the one that was recorded").doesNotContain("DC1");
    }

    @Test
    void whatIsNotThereIsSaidNotToBe() {
        var gone = pass("DC1/none.jpg", Map.of());
        var dropped = pass(stored(), Map.of("picture_state", "dropped"));
        for (var path :
                new String[] {
                    gone + "/pictures/plate",
                    gone + "/pictures/vehicle",
                    dropped + "/pictures/plate",
                    UUID.randomUUID() + "/pictures/plate",
                    "nonsense/pictures/plate"
                }) {
            assertThat(stack.client.get("/api/v1/passes/" + path).status()).as(path).isEqualTo(404);
        }
        assertThat(stack.client.get("/api/v1/passes/" + gone + "/pictures/x").status())
                .isEqualTo(422);
    }

    @Test
    void aSignedAddressOpensWithoutLoginUntilItEnds() {
        var key = stored();
        var id = pass(key, Map.of());
        var link = stack.client.get("/events/" + id).json().get("plate_image_url").asText();
        assertThat(link).startsWith("http://127.0.0.1:" + stack.api.port() + "/pictures/DC1/gate/");
        var path = link.replaceFirst("http://[^/]*", "");
        var answer = stack.stranger.send("GET", path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("no jpeg at all");
        assertThat(answer.header("cache-control")).contains("private", "max-age");
        assertThat(stack.stranger.send("HEAD", path).status()).isEqualTo(200);
    }

    @Test
    void aSignedAddressShowsNoOtherPictureThanTheRecordedOne() throws IOException {
        var key = stored();
        var id = pass(key, Map.of());
        var link = stack.client.get("/events/" + id).json().get("plate_image_url").asText();
        var path = link.replaceFirst("http://[^/]*", "");
        Files.writeString(stack.object(key), "forged");
        var forged = stack.stranger.send("GET", path);
        assertThat(forged.status()).isEqualTo(502);
        assertThat(forged.text()).contains("not the one that was recorded");
        assertThat(forged.header("cache-control")).doesNotContain("immutable");

        Files.delete(stack.object(key));
        var missing = stack.stranger.send("GET", path);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("cache-control")).doesNotContain("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signature=[0-9a-f]*,signature=0123456789abcdef0123456789abcdef",
                "signature=[0-9a-f]*,signature=",
                "&signature=.*,''",
                "until=\\d*,until=99999999999",
                "until=\\d*,until=-1",
                "until=\\d*,until=x",
                "plate-,vehicle-"
            })
    void anAddressThatWasChangedOpensNothing(String change) {
        var parts = change.split(",", -1);
        var id = pass(stored(), Map.of());
        var link = stack.client.get("/events/" + id).json().get("plate_image_url").asText();
        var path = link.replaceFirst("http://[^/]*", "").replaceFirst(parts[0], parts[1]);
        assertThat(stack.stranger.send("GET", path).status()).as(path).isEqualTo(403);
    }

    @Test
    void anAddressEndsAfterAnHour() {
        var settings = new ObjectStoreSettings("127.0.0.1:1", "key", "secret", "bucket");
        var given = new OwnPictures(settings, Clock.fixed(NOON, ZoneOffset.UTC));
        var link = given.opened("s3://bucket/a b/c+d.jpg", "");
        assertThat(link).startsWith("/pictures/a%20b/c%2Bd.jpg?until=1795");
        long until = Long.parseLong(link.replaceFirst(".*until=(\\d+).*", "$1"));
        var signature = link.replaceFirst(".*signature=", "");
        for (long minutes = 0; minutes < 120; minutes++) {
            var later = Clock.fixed(NOON.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC);
            assertThat(new OwnPictures(settings, later).isGood("a b/c+d.jpg", until, signature))
                    .as("after %d minutes", minutes)
                    .isEqualTo(minutes <= 60);
        }
        var other = new ObjectStoreSettings("127.0.0.1:1", "key", "another", "bucket");
        assertThat(
                        new OwnPictures(other, Clock.fixed(NOON, ZoneOffset.UTC))
                                .isGood("a b/c+d.jpg", until, signature))
                .isFalse();
    }

    @Test
    void aStoreThatIsReachedFromOutsideIsPointedTo() {
        var id = pass(stored(), Map.of());
        try (var api = stack.withPublicStore()) {
            var event = Client.with(api.port(), stack.administrator).get("/events/" + id).json();
            assertThat(event.get("plate_image_url").asText())
                    .startsWith("http://localhost:")
                    .contains("X-Amz-Expires=3600");
        }
    }
}
