package io.alpr.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.archive.audit.AuditEntry.Kind;
import io.alpr.archive.audit.AuditEntry.What;
import io.alpr.archive.audit.AuditEntry.Who;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {
    private static final Who ANNA = new Who("anna", Kind.SESSION, "192.0.2.7", "req-1");

    private static AuditEntry asking(String plate) {
        return AuditEntry.of(ANNA, new What("search", Map.of(), plate));
    }

    @Test
    void theReasonDoesNotSpellThePlate() {
        var what = new What("search", Map.of("note", "ab12cde!"), "ab-12 cde");
        var entry = AuditEntry.of(ANNA, what).because("theft of AB 12·cde, and of AB1");
        assertThat(entry.what().subject()).isEqualTo("AB12CDE");
        assertThat(entry.reason()).isEqualTo("theft of [plate], and of AB1");
        assertThat(entry.what().asked()).containsEntry("note", "[plate]!");
    }

    @Test
    void aPatternThatSaysLittleMasksNothing() {
        assertThat(asking("AB*").because("AB* and ABC").reason()).isEqualTo("AB* and ABC");
        assertThat(asking("AB12*").because("any ab12*").reason()).isEqualTo("any [plate]");
        assertThat(asking("").because("a complaint").reason()).isEqualTo("a complaint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\ud800b", "\udc00"})
    void whatNoTableTakesIsRefusedAndCanBeMadeLegible(String text) {
        var entry = asking("AB12CDE");
        assertThatThrownBy(() -> entry.because(text)).hasMessageContaining("control characters");
        assertThat(entry.because(AuditEntry.legible(text, 500)).reason()).contains(" ");
    }

    @Test
    void everyTextIsBounded() {
        assertThatThrownBy(() -> asking("A".repeat(65))).hasMessageContaining("at most 64");
        assertThatThrownBy(() -> asking("A").because("a".repeat(501)))
                .hasMessageContaining("reason must be at most 500");
        assertThatThrownBy(() -> asking("A").found(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> What.of("DROP it", Map.of())).hasMessageContaining("action");
        assertThatThrownBy(() -> Who.machine(" ")).hasMessageContaining("name who asked");
        var much = new HashMap<String, String>();
        for (int i = 0; i < 17; i++) {
            much.put("name" + i, "value");
        }
        assertThatThrownBy(() -> What.of("search", much)).hasMessageContaining("at most 16");
        assertThat(AuditEntry.legible("a\ud83d\ude97", 2)).isEqualTo("a");
    }

    /** Made by another program from the description in docs/decisions/0015-audit.md. */
    @Test
    void theHashIsTheOneThatIsDescribed() {
        var chain = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        var row =
                new Row(
                        new Place(chain, 1, Instant.parse("2026-11-23T12:00:00.000001Z")),
                        new Row.By("anna", "session", "192.0.2.7", "req-1"),
                        new Row.Said(
                                "search", "{\"camera\":\"gate\"}", "Fall Ä", OptionalLong.of(3)),
                        Optional.of(new Sealed(chain, HexFormat.of().parseHex("0102"))),
                        Head.NOTHING);
        assertThat(row.hash())
                .isEqualTo("a8392f2cd45bcbdddc16a4bc7348233cfa8dc46bf44df18646de4b3863192972");
        var bare =
                new Row(
                        row.place(),
                        row.by(),
                        new Row.Said("login", "{}", "", OptionalLong.empty()),
                        Optional.empty(),
                        "11".repeat(32));
        assertThat(bare.hash())
                .isEqualTo("6de85b9ee3c3cf1cfbd7f6c06b378ca7b405d6c65ce2698776de716b3911af43");
    }

    @Test
    void aHeadIsReadAsItIsWritten() {
        var head = new Head(UUID.randomUUID(), 7, "0f".repeat(32));
        assertThat(Head.parse(head.line())).contains(head);
        assertThat(Head.parse("# " + head.line())).isEmpty();
    }

    @Test
    void aSealedTextOpensAtItsPlaceOnlyAndDoesNotTellItsLength() {
        var subject = new Sealed.Subject(UUID.randomUUID(), Sealed.newSecret());
        var chain = UUID.randomUUID();
        var sealed = Sealed.of("AB12CDE", subject, chain, 5);
        assertThat(sealed.opened(subject.secret(), chain, 5)).contains("AB12CDE");
        assertThat(sealed.opened(subject.secret(), chain, 6)).isEmpty();
        assertThat(sealed.opened(subject.secret(), UUID.randomUUID(), 5)).isEmpty();
        assertThat(sealed.opened(Sealed.newSecret(), chain, 5)).isEmpty();
        assertThat(sealed.bytes()).hasSameSizeAs(Sealed.of("X", subject, chain, 5).bytes());
        assertThat(sealed.bytes()).isNotEqualTo(Sealed.of("AB12CDE", subject, chain, 5).bytes());
    }
}
