package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternsTest {
    private static final Patterns SHIPPED = Patterns.resource("/io/alpr/vision/plate-patterns.csv");

    private static final Patterns FEW =
            new Patterns(Map.of("US", Map.of("A9", 30.0, "99", 10.0, "AAA", 1.0)));

    @Test
    void theSharesOfAllPatternsOfALengthAddUpToOne() {
        double sum = 0;
        for (var pattern : new String[] {"AA", "A9", "9A", "99"}) {
            sum += FEW.share("US", pattern);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(FEW.share("US", "A9")).isGreaterThan(2 * FEW.share("US", "99"));
    }

    @Test
    void aPatternThatNoLabelHasIsRareAndNotImpossible() {
        assertThat(FEW.share("US", "9A")).isBetween(0.01, 0.05);
        assertThat(FEW.share("US", "99999")).isEqualTo(1 / 32.0);
        assertThat(FEW.share("EU", "A9")).isEqualTo(1 / 4.0);
    }

    @Test
    void anUncertainRegionIsTheMeanOfThoseItMayBe() {
        assertThat(FEW.share(Map.of("US", 0.5, "EU", 0.5), "A9"))
                .isCloseTo((FEW.share("US", "A9") + 0.25) / 2, within(1e-9));
    }

    @Test
    void whatIsShippedKnowsPlatesThatNoLabelHas() {
        // Brazil's labels are all of the old kind, and half of its plates are of Mercosul's.
        assertThat(SHIPPED.share("BR", "AAA9A99")).isGreaterThan(0.05);
        assertThat(SHIPPED.share("US", "AAA9999")).isGreaterThan(SHIPPED.share("US", "A9A9999"));
        assertThat(SHIPPED.share("EU", "AA999AA")).isGreaterThan(0.1);
        assertThat(SHIPPED.share("UNKNOWN", "AA99AA9999")).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pattern,plates\nA9,1",
                "region,pattern,plates\nUS,A9",
                "region,pattern,plates\nUS,AB,1",
                "region,pattern,plates\nUS,A9,many",
                "region,pattern,plates\nUS,A9,-1"
            })
    void anotherFormIsRefused(String csv) {
        assertThatThrownBy(() -> Patterns.csv(csv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patterns");
    }
}
