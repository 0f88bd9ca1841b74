package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlateRulesTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0.9, NO_TEXT",
        "A1, 0.9, GRAMMAR",
        "ABCDEFGH123, 0.9, GRAMMAR",
        "AB123, 0.4, UNCERTAIN",
        "TAXI, 0.99, GRAMMAR",
        "NORTHERN, 0.9, GRAMMAR",
        "20140428, 0.99, GRAMMAR",
        "2014-04-28, 0.99, GRAMMAR",
        "07:26, 0.99, GRAMMAR",
        "1/4 MILE, 0.99, GRAMMAR",
        "-·-, 0.9, NO_TEXT"
    })
    void whatCannotBeAPlateIsRefusedWithItsReason(String text, double score, Refusal refusal) {
        assertThat(judge(text, score))
                .isInstanceOfSatisfying(
                        Illegible.class,
                        illegible -> assertThat(illegible.refusal()).isEqualTo(refusal));
    }

    @Test
    void whatIsRefusedSaysWhatWasReadAllTheSame() {
        assertThat(judge("AB-123", 0.4)).isEqualTo(new Illegible(Refusal.UNCERTAIN, "AB123", 0.4));
        assertThat(judge("", 0.9)).isEqualTo(new Illegible(Refusal.NO_TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "AB123, 0.6",
        "123, 0.5",
        "20141428, 0.9",
        "072615, 0.9",
        "GWAGEN, 0.995",
        "ABCDEF1234, 0.5"
    })
    void whatCanBeAPlateIsLegible(String text, double score) {
        assertThat(judge(text, score))
                .isInstanceOfSatisfying(
                        Legible.class, legible -> assertThat(legible.text()).isEqualTo(text));
    }

    @Test
    void lowerCaseAndPunctuationBecomePlateCharacters() {
        var text = new ReadText("ab-12·ß", Collections.nCopies(7, 0.5)).alphanumerics();
        assertThat(text.text()).isEqualTo("AB12");
        assertThat(text.scores()).hasSize(4);
    }

    private static PlateReading judge(String text, double score) {
        return PlateRules.ANY_TEXT.judge(
                new ReadText(text, Collections.nCopies(text.length(), score)));
    }
}
