package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.PixelBox;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PatchesTest {
    private static final int COLUMNS = 64;
    private static final int ROWS = 36;

    private static BitSet marked(int... cells) {
        var marked = new BitSet();
        for (int cell : cells) {
            marked.set(cell);
        }
        return marked;
    }

    private static List<PixelBox> around(BitSet marked) {
        return Patches.around(marked, COLUMNS, ROWS, 3);
    }

    @Test
    void nothingMarkedIsNoPatch() {
        assertThat(around(new BitSet())).isEmpty();
    }

    @Test
    void aCellInACornerIsAPatchThatEndsAtTheGrid() {
        assertThat(around(marked(0))).containsExactly(new PixelBox(0, 0, 4, 4));
        assertThat(around(marked(COLUMNS * ROWS - 1)))
                .containsExactly(new PixelBox(COLUMNS - 4, ROWS - 4, 4, 4));
    }

    @Test
    void whatIsFarApartStaysApartAndWhatIsNearIsOne() {
        int row = 10 * COLUMNS;
        assertThat(around(marked(row + 5, row + 50)))
                .containsExactlyInAnyOrder(new PixelBox(2, 7, 7, 7), new PixelBox(47, 7, 7, 7));
        assertThat(around(marked(row + 5, row + 13))).containsExactly(new PixelBox(2, 7, 15, 7));
    }

    @Test
    void everyMarkedCellLiesInOnePatchWithItsMargin() {
        for (int seed = 0; seed < 500; seed++) {
            var chance = new SplittableRandom(seed);
            var marked = new BitSet();
            for (int i = chance.nextInt(1, 12); i > 0; i--) {
                marked.set(chance.nextInt(COLUMNS * ROWS));
            }
            var patches = around(marked);
            for (var patch : patches) {
                assertThat(patch.right()).isLessThanOrEqualTo(COLUMNS);
                assertThat(patch.bottom()).isLessThanOrEqualTo(ROWS);
                for (var other : patches) {
                    assertThat(other.equals(patch) || other.iou(patch) == 0).isTrue();
                }
            }
            marked.stream()
                    .mapToObj(cell -> grown(cell % COLUMNS, cell / COLUMNS))
                    .forEach(
                            cell ->
                                    assertThat(patches.stream().filter(p -> p.contains(cell)))
                                            .as("%s in %s", cell, patches)
                                            .hasSize(1));
        }
    }

    private static PixelBox grown(int x, int y) {
        return PixelBox.clipped(x - 3, y - 3, x + 4, y + 4, COLUMNS, ROWS);
    }
}
