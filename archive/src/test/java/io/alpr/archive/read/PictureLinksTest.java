package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.PictureStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PictureLinksTest {
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private static ObjectStoreSettings settings(String publicEndpoint) {
        return new ObjectStoreSettings(
                "minio:9000", "access", "secret/key+1", "alpr-plate-images", publicEndpoint);
    }

    @Test
    void aLinkIsTheOneThatTheS3ClientMakesAtThatSecond() {
        for (var endpoint : List.of("http://localhost:9000", "https://pictures.example")) {
            try (var client = PictureStore.reaching(settings(endpoint))) {
                for (var key :
                        List.of(
                                "a.jpg",
                                "DC1/gate/2026/11/22/id/plate-0123456789ab.jpg",
                                "x y+z/ü~&=.jpg")) {
                    var theirs = client.presigned(key).toString();
                    var ours = new PictureLinks(settings(endpoint), secondOf(theirs));
                    assertThat(ours.opened("s3://alpr-plate-images/" + key))
                            .as(key)
                            .startsWith(endpoint + "/alpr-plate-images/")
                            .satisfies(
                                    link ->
                                            assertThat(signature(link))
                                                    .isEqualTo(signature(theirs)));
                }
            }
        }
    }

    @Test
    void onlyObjectsOfOurOwnBucketAreSigned() {
        var links = new PictureLinks(settings(""), NOON);
        for (var other :
                List.of(
                        "",
                        "s3://alpr-plate-images/",
                        "s3://alpr-plate-images-2/a.jpg",
                        "s3://other/a.jpg",
                        "https://elsewhere.example/a.jpg",
                        "output/crops/a.jpg")) {
            assertThat(links.opened(other)).isEqualTo(other);
        }
    }

    @Test
    void aUsualPortIsLeftOutAsBrowsersLeaveItOut() {
        assertThat(
                        new PictureLinks(settings("http://x.example:80"), NOON)
                                .opened("s3://alpr-plate-images/a"))
                .startsWith("http://x.example/alpr-plate-images/a?");
        assertThat(
                        new PictureLinks(settings("https://x.example:443"), NOON)
                                .opened("s3://alpr-plate-images/a"))
                .startsWith("https://x.example/alpr-plate-images/a?");
    }

    private static Clock secondOf(String link) {
        var time =
                LocalDateTime.parse(
                        found("X-Amz-Date=([0-9TZ]+)", link),
                        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"));
        return Clock.fixed(time.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private static String signature(String link) {
        return found("X-Amz-Signature=([0-9a-f]{64})", link);
    }

    private static String found(String pattern, String link) {
        var match = Pattern.compile(pattern).matcher(link);
        assertThat(match.find()).as(link).isTrue();
        return match.group(1);
    }
}
