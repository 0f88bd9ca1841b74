package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final Verdict VERDICT =
            new Verdict("AB1234", Collections.nCopies(6, 0.9), 0.9, "EU", 3, 3, List.of());

    @Test
    void aTextWithHalfOfTheCharactersMayBeAMisread() {
        assertThat(VERDICT.couldBe("AB1234")).isTrue();
        assertThat(VERDICT.couldBe("A81Z3A")).isTrue();
        assertThat(VERDICT.couldBe("AB12345")).isTrue();
    }

    @Test
    void aPartOfThePlateMayBeWhatIsInSight() {
        assertThat(VERDICT.couldBe("12")).isTrue();
        assertThat(VERDICT.couldBe("234")).isTrue();
    }

    @Test
    void anotherPlateIsNoMisread() {
        assertThat(VERDICT.couldBe("XY77PQ")).isFalse();
        assertThat(VERDICT.couldBe("A9Z7K4")).isFalse();
        assertThat(VERDICT.couldBe("QRS")).isFalse();
    }
}
