package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeenPatternsTest {
    private static final Map<String, Double> US = Map.of("US", 1.0);

    private final SeenPatterns seen = new SeenPatterns();
    private final PatternShares shares = seen.beside((regions, pattern) -> 0.1);

    @Test
    void whatDrivesByIsMoreCommonHere() {
        assertThat(shares.share(US, "A99")).isCloseTo(0.1, within(1e-9));
        for (int plate = 10; plate < 20; plate++) {
            seen.add("B" + plate);
        }
        assertThat(shares.share(US, "A99")).isCloseTo((1 + 10) / 20.0, within(1e-9));
        assertThat(shares.share(US, "99A")).isCloseTo(1 / 20.0, within(1e-9));
        assertThat(shares.share(US, "AA99")).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aPlateThatComesEveryDayCountsOnce() {
        for (int day = 0; day < 50; day++) {
            seen.add("B10");
        }
        assertThat(seen.plates("A99")).isEqualTo(1);
        assertThat(shares.share(US, "A99")).isCloseTo((1 + 1) / 11.0, within(1e-9));
    }

    @Test
    void whatHasNotBeenSeenForLongIsForgotten() {
        seen.add("1ABC");
        for (int plate = 0; plate < 299; plate++) {
            seen.add("C%03d".formatted(plate));
        }
        seen.add("1ABC");
        seen.add("C999");
        assertThat(shares.share(US, "9AAA")).isCloseTo((1 + 1) / 310.0, within(1e-9));
        for (int plate = 0; plate < 300; plate++) {
            seen.add("D%03d".formatted(plate));
        }
        assertThat(shares.share(US, "9AAA")).isCloseTo(1 / 310.0, within(1e-9));
        assertThat(shares.share(US, "A999")).isCloseTo((1 + 300) / 310.0, within(1e-9));
    }

    @Test
    void theySwayWhatAPictureLeavesOpen() {
        var open =
                List.of(
                        new SlotScores(
                                new SlotScores.Kind('8', 0.4, 0.4),
                                new SlotScores.Kind('B', 0.6, 0.6)));
        assertThat(KindChoice.text(open, pattern -> shares.share(US, pattern)).text())
                .isEqualTo("B");
        for (int plate = 0; plate < 9; plate++) {
            seen.add("" + plate);
        }
        assertThat(KindChoice.text(open, pattern -> shares.share(US, pattern)).text())
                .isEqualTo("8");
    }
}
