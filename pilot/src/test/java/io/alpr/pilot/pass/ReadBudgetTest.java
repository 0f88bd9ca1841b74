package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.PixelBox;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReadBudgetTest {
    private static final PixelBox FAR = new PixelBox(0, 0, 40, 10);
    private static final PixelBox NEARER = new PixelBox(0, 0, 60, 15);
    private static final PixelBox ABOUT_AS_FAR = new PixelBox(0, 0, 42, 11);

    private static final double QUALITY = 0.5;

    private final ReadBudget budget = new ReadBudget(4);

    @Test
    void anAgreedPassCostsNoMoreThanItsBudget() {
        attempt(FAR, 4);
        assertThat(budget.spent(true)).isTrue();
        assertThat(budget.spent(false)).isFalse();
    }

    @Test
    void aPassInDoubtIsReadAnewWhereverItHasComeNearer() {
        attempt(FAR, 12);
        assertThat(budget.spent(false)).isTrue();
        assertThat(budget.isStep(ABOUT_AS_FAR)).isFalse();
        assertThat(budget.isStep(NEARER)).isTrue();
        attempt(NEARER, 1);
        assertThat(budget.spent(false)).isFalse();
        attempt(NEARER, 11);
        assertThat(budget.spent(false)).isTrue();
    }

    @Test
    void aStandingPlateThatIsNeverReadDoesNotCostForEver() {
        for (int i = 0; i < 12; i++) {
            attempt(i % 2 == 0 ? FAR : ABOUT_AS_FAR, 1);
        }
        assertThat(budget.spent(false)).isTrue();
        assertThat(budget.attempts()).isEqualTo(12);
    }

    @Test
    void whatIsSeenClearlyAtLastIsReadAsOftenAsIfNothingHadBeen() {
        attempt(FAR, 4);
        assertThat(budget.isClearer(0.55)).isFalse();
        assertThat(budget.isClearer(0.7)).isTrue();
        var _ = budget.attempt(FAR, 0.7, true);
        assertThat(budget.spent(true)).isFalse();
        assertThat(budget.isClearer(0.8)).isFalse();
    }

    @Test
    void everyOtherCropIsReadCloselyWhileNothingIsAgreedUponAndAFewOfThem() {
        assertThat(close(FAR, 5, false)).containsExactly(3, 5);
        assertThat(close(ABOUT_AS_FAR, 95, false)).hasSize(2);
        assertThat(close(NEARER, 100, false)).containsExactly(3, 5, 7, 9);
    }

    @Test
    void whatIsAgreedUponIsNotReadClosely() {
        assertThat(close(FAR, 100, true)).isEmpty();
    }

    private void attempt(PixelBox plate, int times) {
        var _ = close(plate, times, true);
    }

    /** Which of these attempts, counted from 1, are close ones. */
    private List<Integer> close(PixelBox plate, int times, boolean agreed) {
        return IntStream.rangeClosed(1, times)
                .filter(_ -> budget.attempt(plate, QUALITY, agreed))
                .boxed()
                .toList();
    }
}
