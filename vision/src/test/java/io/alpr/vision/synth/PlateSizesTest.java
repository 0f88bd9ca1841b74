package io.alpr.vision.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.Engine;
import io.alpr.vision.Engines;
import io.alpr.vision.Plate;
import io.alpr.vision.Purpose;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading.Legible;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plates from far away to as wide as the picture, of three countries. */
final class PlateSizesTest {
    private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0};
    private static final List<PlateStyle> STYLES =
            List.of(PlateStyle.EU, PlateStyle.US_CALIFORNIA, PlateStyle.BRAZIL);
    private static final int OF_EACH = 4;
    private static final int PLACES = 10;
    private static final double READ_MIN = 0.98;

    /** Pixels of a plate's width with which people can read it. */
    private static final int LEGIBLE = 90;

    private static final int PICTURE_MIN = 960;

    @Test
    void readsPlatesOfEverySize() {
        var wrong = new ArrayList<String>();
        try (var engine = Engines.builtIn(Purpose.STILL, 2)) {
            for (var style : STYLES) {
                for (double share : SHARES) {
                    for (int seed = 0; seed < OF_EACH; seed++) {
                        tell(engine, style, share, seed, wrong);
                    }
                }
            }
        }
        int all = STYLES.size() * SHARES.length * OF_EACH;
        assertThat(wrong).hasSizeLessThanOrEqualTo((int) ((1 - READ_MIN) * all));
    }

    /** At the usual scale the far one has 16 pixels of width, and only a closer look finds it. */
    @Test
    void mostFarPlatesAreFoundBesideANearOne() {
        int found = 0;
        try (var engine = Engines.builtIn(Purpose.STILL, 2)) {
            for (int place = 0; place < PLACES; place++) {
                var image = vehicle(1920, 1080, new Random(place));
                draw(image, PlateStyle.EU, "AB 123 CD", 420, 300, 700);
                draw(image, PlateStyle.EU, "KL 456 MN", 48, 1400 + 30 * place, 420);
                var plates = engine.recognize(Pictures.of(image));
                assertThat(plates).as("place %d", place).anyMatch(p -> says(p, "AB123CD"));
                found += plates.stream().anyMatch(p -> p.detection().box().x() > 1300) ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(PLACES / 2);
    }

    private static void tell(
            Engine engine, PlateStyle style, double share, int seed, List<String> wrong) {
        var random = new Random(1000L * style.widthMm() + 100L * seed + Math.round(100 * share));
        var painted = style.paintedText(random);
        var plates = engine.recognize(picture(style, painted, share, random));
        var text = PlateStyle.plain(painted);
        if (plates.size() != 1 || !says(plates.getFirst(), text)) {
            wrong.add("%s at %.0f %% of the width: %s".formatted(text, 100 * share, plates));
        }
    }

    private static boolean says(Plate plate, String text) {
        return plate.reading() instanceof Legible legible && legible.text().equals(text);
    }

    /** The back of a vehicle, more or less of it, with its plate somewhere. */
    private static RgbPicture picture(
            PlateStyle style, String painted, double share, Random random) {
        int width = (int) Math.max(PICTURE_MIN, LEGIBLE / share);
        int height = width * 9 / 16;
        var image = vehicle(width, height, random);
        int wide = (int) Math.round(share * width);
        int high = wide * style.heightMm() / style.widthMm();
        int x = (int) ((width - wide) * (0.2 + 0.6 * random.nextDouble()));
        int y = (int) ((height - high) * (0.3 + 0.5 * random.nextDouble()));
        draw(image, style, painted, wide, x, y);
        return Pictures.of(image);
    }

    private static void draw(
            BufferedImage image, PlateStyle style, String painted, int wide, int x, int y) {
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        var art = PlateArt.paint(new Vehicle.PlateText(style, painted), true);
        int high = wide * style.heightMm() / style.widthMm();
        graphics.drawImage(shrunk(art, wide), x, y, wide, high, null);
        graphics.dispose();
    }

    private static BufferedImage vehicle(int width, int height, Random random) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        int dark = 30 + random.nextInt(90);
        graphics.setPaint(
                new GradientPaint(
                        0,
                        0,
                        new Color(dark + 60, dark + 62, dark + 70),
                        0,
                        height,
                        new Color(dark, dark, dark + 4)));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** Halved until it is at most twice as wide as wanted, which a single step would alias. */
    private static BufferedImage shrunk(BufferedImage art, int wide) {
        var image = art;
        while (image.getWidth() > 2 * wide) {
            var half =
                    new BufferedImage(
                            image.getWidth() / 2,
                            image.getHeight() / 2,
                            BufferedImage.TYPE_INT_RGB);
            var graphics = half.createGraphics();
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
            graphics.dispose();
            image = half;
        }
        return image;
    }
}
