package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import io.alpr.vision.read.Spot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plates of six dots, and a reader that reads what is level rightly and what leans wrongly. */
final class CloseReadingTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private static final PixelBox BOX = new PixelBox(40, 20, 120, 60);
    private static final List<Double> MARGINS = List.of(0.08, 0.06, 0.03);

    private final DotReader reader = new DotReader();

    @Test
    void aPlateThatLeansIsReadUprightAsWell() {
        assertThat(read(MARGINS, 0.2)).isEqualTo("LEVEL6");
        assertThat(reader.crops).isEqualTo(3 + 2 * 2);
    }

    @Test
    void aLevelOneIsReadAsItIs() {
        assertThat(read(MARGINS, 0)).isEqualTo("LEVEL6");
        assertThat(reader.crops).isEqualTo(3);
    }

    @Test
    void whoReadsOnceReadsItAsItIs() {
        assertThat(read(List.of(0.06), 0.2)).isEqualTo("LEANS6");
        assertThat(reader.crops).isEqualTo(1);
    }

    @Test
    void platesThatCannotBeReadAndPicturesWithoutAnyAreNoTrouble() {
        var engine = new CloseReading(reader, MARGINS);
        var black = new RgbPicture(WIDTH, HEIGHT, new byte[3 * WIDTH * HEIGHT]);
        assertThat(engine.read(black, List.of(BOX)).getFirst()).isInstanceOf(Illegible.class);
        assertThat(engine.read(black, List.of())).isEmpty();
        var both = engine.read(dots(0.2), List.of(new PixelBox(0, 0, 30, 20), BOX));
        assertThat(both.getFirst()).isInstanceOf(Illegible.class);
        assertThat(((Legible) both.getLast()).text()).isEqualTo("LEVEL6");
    }

    private String read(List<Double> margins, double slope) {
        var reading = new CloseReading(reader, margins).read(dots(slope), List.of(BOX));
        return ((Legible) reading.getFirst()).text();
    }

    /** Six dots of 5x5 on a line through the middle. */
    private static RgbPicture dots(double slope) {
        var rgb = new byte[3 * WIDTH * HEIGHT];
        for (int dot = 0; dot < 6; dot++) {
            int left = 58 + 16 * dot;
            int top = (int) Math.round(48 + slope * (left + 2 - WIDTH / 2));
            for (int at = 0; at < 25; at++) {
                int pixel = (top + at / 5) * WIDTH + left + at % 5;
                rgb[3 * pixel] = -1;
                rgb[3 * pixel + 1] = -1;
                rgb[3 * pixel + 2] = -1;
            }
        }
        return new RgbPicture(WIDTH, HEIGHT, rgb);
    }

    private static final class DotReader implements PlateReader {
        private int crops;

        @Override
        public List<PlateReading> read(List<RgbPicture> pictures) {
            crops += pictures.size();
            return pictures.stream().map(DotReader::reading).toList();
        }

        private static PlateReading reading(RgbPicture crop) {
            var spots = spots(crop);
            if (spots.size() != 6) {
                return new Illegible(Refusal.NO_TEXT);
            }
            double fall = (spots.getLast().y() - spots.getFirst().y()) * crop.height();
            double across = (spots.getLast().x() - spots.getFirst().x()) * crop.width();
            boolean level = Math.abs(fall / across) < 0.03;
            return new Legible(
                    level ? "LEVEL6" : "LEANS6", Collections.nCopies(6, 0.9), "EU", spots);
        }

        /** The middle of each run of columns that have a bright pixel. */
        private static List<Spot> spots(RgbPicture crop) {
            var spots = new ArrayList<Spot>();
            double x = 0;
            double y = 0;
            int pixels = 0;
            for (int column = 0; column <= crop.width(); column++) {
                int before = pixels;
                for (int row = 0; column < crop.width() && row < crop.height(); row++) {
                    if ((crop.rgb()[3 * (row * crop.width() + column)] & 255) > 127) {
                        x += column + 0.5;
                        y += row + 0.5;
                        pixels++;
                    }
                }
                if (pixels == before && pixels > 0) {
                    spots.add(new Spot(x / pixels / crop.width(), y / pixels / crop.height()));
                    x = 0;
                    y = 0;
                    pixels = 0;
                }
            }
            return spots;
        }

        @Override
        public double margin() {
            return 0.06;
        }

        @Override
        public String name() {
            return "dots";
        }

        @Override
        public void close() {}
    }
}
