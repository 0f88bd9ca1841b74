package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "ü", "a b", "a\u0000"})
    void aCameraIdThatIsNoPlainNameIsRefused(String id) {
        assertThatThrownBy(() -> CameraIds.checked(id)).hasMessageContaining("camera id must be");
    }

    /** {@code %s} stands for the end of a key that is right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k.jpg",
                "depot",
                "/%s",
                "a/b/%s",
                "a/../2026/03/01/%s",
                "../b/2026/03/01/%s",
                "a/b/2026/03/%s",
                "a/b/2026/03/01/x/%s",
                "a b/c/2026/03/01/%s",
                "a/b\\/2026/03/01/%s",
                "a/b/2026/03/01/%s/",
                "a/b/2026/03/01/%s.jpg"
            })
    void anObjectKeyThatIsNotOfItsFormIsRefused(String key) {
        var end = right().substring(right().indexOf("/2026/03/01/") + "/2026/03/01/".length());
        assertThatThrownBy(() -> message(key.formatted(end), HASH))
                .hasMessageContaining("object key");
    }

    @Test
    void anObjectKeyOfAnotherPictureIsRefused() {
        var id = Samples.full().id();
        var other = HASH.replace('a', 'b').replace('0', '1');
        assertThatThrownBy(() -> message(right(), other)).hasMessageContaining("object key");
        assertThatThrownBy(
                        () ->
                                message(
                                        right().replace(
                                                        id.eventId().toString(),
                                                        new UUID(1, 2).toString()),
                                        HASH))
                .hasMessageContaining("object key");
        assertThatThrownBy(() -> message(right().replace("/plate-", "/frame-"), HASH))
                .hasMessageContaining("object key");
        assertThatThrownBy(() -> message("a".repeat(300) + right(), HASH))
                .hasMessageContaining("object key");
    }

    private static String right() {
        return ObjectKeys.of(Samples.full().id(), "depot", PictureKind.PLATE, HASH);
    }

    @Test
    void everyKeyThatWeMakeIsTaken() {
        var odd = ObjectKeys.of(Samples.full().id(), "../Straße 5", PictureKind.PLATE, HASH);

        assertThat(odd).startsWith(".._Stra_e_5/gate.north/2026/03/01/").endsWith(".jpg");
        assertThatCode(() -> message(odd, HASH)).doesNotThrowAnyException();
    }

    @Test
    void aPictureKnowsWhetherItsBytesAreTheHashedOnes() {
        var jpeg = new byte[] {1, 2, 3};
        var right = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

        assertThat(message(key(right), right, jpeg).intact()).isTrue();
        assertThat(message(key(HASH), HASH, jpeg).intact()).isFalse();
    }

    @Test
    void aPictureComesBackFromItsHeaders() {
        var message = message(right(), HASH);

        var back = PictureMessage.of(message.headers(), message.jpeg());

        assertThat(back).isEqualTo(message);
    }

    @Test
    void aPictureWithoutAHeaderNamesIt() {
        assertThatThrownBy(() -> PictureMessage.of(Map.of(), new byte[0]))
                .hasMessageContaining("event_id");
    }

    @Test
    void textsThatADatabaseCannotHoldAreRefused() {
        assertThatThrownBy(() -> new PlateEvent.Node("a\u0000b", ""))
                .hasMessageContaining("control characters");
        assertThatThrownBy(() -> new PlateEvent.Node("x".repeat(51), ""))
                .hasMessageContaining("site must have 0 to 50");
        assertThatThrownBy(() -> new PlateEvent.Candidate("AB", Double.NaN))
                .hasMessageContaining("0 to 1");
    }

    @Test
    void moreAgreeingReadsThanReadsAreRefused() {
        assertThatThrownBy(() -> new PlateEvent.Reads(1, 2, List.of()))
                .hasMessageContaining("agreeing <= total");
    }

    @Test
    void scoresMustMatchTheCharacters() {
        assertThatThrownBy(
                        () ->
                                new PlateEvent.PlateText(
                                        "AB", "AB", 1, "GB", List.of(0.5), List.of()))
                .hasMessageContaining("one for each character");
    }

    @Test
    void timesAreCutToMilliseconds() {
        var id = Samples.full().id();
        var fine = Instant.parse("2026-03-01T08:15:30.250999Z");

        assertThat(new PlateEvent.PassId(id.eventId(), 1, fine, "c", "t-1").capturedAt())
                .isEqualTo(Instant.parse("2026-03-01T08:15:30.250Z"));
    }

    @Test
    void twoPicturesOfOneKindAreRefused() {
        var event = Samples.full();
        var twice = List.of(event.pictures().getFirst(), event.pictures().getFirst());

        assertThatThrownBy(
                        () ->
                                new PlateEvent(
                                        event.id(),
                                        event.plate(),
                                        event.vehicle(),
                                        twice,
                                        event.node(),
                                        event.details()))
                .hasMessageContaining("at most one picture of each kind");
    }

    private static String key(String hash) {
        return ObjectKeys.of(Samples.full().id(), "depot", PictureKind.PLATE, hash);
    }

    private static PictureMessage message(String key, String hash) {
        return message(key, hash, new byte[] {1});
    }

    private static PictureMessage message(String key, String hash, byte[] jpeg) {
        return new PictureMessage(
                Samples.full().id().eventId(), 1, PictureKind.PLATE, key, hash, jpeg);
    }
}
