package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriesTest {
    private static final PlateReading NOTHING = new Illegible(Refusal.NO_TEXT);

    @Test
    void whereAllAgreeTheSurestStandsAsItIs() {
        var sure = read("AB12", 0.99);
        assertThat(Tries.joined(List.of(read("AB12", 0.9), sure, read("AB12", 0.8))))
                .isEqualTo(sure);
    }

    @Test
    void oneCharacterInDoubtMakesThatCharacterUnsureAndNoOther() {
        var tries = List.<PlateReading>of(read("AB12", 0.9), read("A812", 0.8), read("AB12", 0.7));
        var joined = (Legible) Tries.joined(tries);
        assertThat(joined.text()).isEqualTo("AB12");
        assertThat(joined.scores().get(0)).isEqualTo(0.9);
        assertThat(joined.scores().get(1)).isCloseTo(0.6, within(1e-9));
        assertThat(joined.scores().subList(2, 4)).containsExactly(0.9, 0.9);
    }

    @Test
    void twoTriesThatAgreeOutvoteASurerOne() {
        var tries = List.<PlateReading>of(read("A812", 0.95), read("AB12", 0.9), read("AB12", 0.9));
        var joined = (Legible) Tries.joined(tries);
        assertThat(joined.text()).isEqualTo("AB12");
        assertThat(joined.scores().get(0)).isEqualTo(0.9);
        assertThat(joined.scores().get(1)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void twoTriesThatAreHardlySureDoNotOutvoteASureOne() {
        var tries = List.<PlateReading>of(read("A812", 0.6), read("AB12", 0.99), read("A812", 0.6));
        assertThat(((Legible) Tries.joined(tries)).text()).isEqualTo("AB12");
    }

    @Test
    void aTryOfAnotherLengthOrWithoutAReadingSpeaksAgainstEveryCharacter() {
        var joined = (Legible) Tries.joined(List.of(read("AB12", 0.96), read("AB1", 0.8), NOTHING));
        assertThat(joined.text()).isEqualTo("AB12");
        assertThat(joined.scores()).allSatisfy(s -> assertThat(s).isCloseTo(0.32, within(1e-9)));
    }

    @Test
    void whatMostTriesSpeakAgainstIsAGuess() {
        var joined =
                (Illegible) Tries.joined(List.of(read("AB12", 0.81), read("AB1", 0.6), NOTHING));
        assertThat(joined.refusal()).isEqualTo(Refusal.UNCERTAIN);
        assertThat(joined.guess()).isEqualTo("AB12");
        assertThat(joined.score()).isCloseTo(0.27, within(1e-9));
        assertThat(Tries.joined(List.of(read("AB12", 0.2)))).isEqualTo(read("AB12", 0.2));
    }

    @Test
    void whatCannotBeReadInAnyTryCannotBeRead() {
        assertThat(Tries.joined(List.of(NOTHING, new Illegible(Refusal.GRAMMAR))))
                .isEqualTo(NOTHING);
    }

    private static Legible read(String text, double score) {
        return new Legible(text, Collections.nCopies(text.length(), score), "EU");
    }
}
