package io.alpr.vision.synth;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/**
 * Paints a plate flat, one pixel a millimetre. Layouts are simplified after the real ones: field of
 * the characters, bands, names and mottoes. Not safe for use by several threads, one for each
 * plate.
 */
final class PlateArt {
    private static final Color BAND_BLUE = new Color(0x12399B);
    private static final Color STAR_YELLOW = new Color(0xF2CC1D);
    private static final Color INK = new Color(0x15171A);

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final int width;
    private final int height;

    private PlateArt(PlateStyle style) {
        width = style.widthMm();
        height = style.heightMm();
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /**
     * @param plate style and text
     * @param front whether it is the one in front of the vehicle
     */
    static BufferedImage paint(Vehicle.PlateText plate, boolean front) {
        var art = new PlateArt(plate.style());
        art.paint(plate.style(), plate.painted(), front);
        art.graphics.dispose();
        return art.image;
    }

    private void paint(PlateStyle style, String text, boolean front) {
        switch (style) {
            case EU -> european(text);
            case US_FLORIDA -> florida(text);
            case US_CALIFORNIA -> california(text);
            case US_NEW_YORK -> newYork(text);
            case UK -> british(text, front);
            case BRAZIL -> brazilian(text);
        }
    }

    private void european(String text) {
        ground(new Color(0xF3F4F2), INK, 4, 10);
        graphics.setColor(BAND_BLUE);
        graphics.fill(new Rectangle2D.Double(5, 5, 42, height - 10.0));
        graphics.setColor(STAR_YELLOW);
        for (int star = 0; star < 12; star++) {
            double angle = 2 * Math.PI * star / 12;
            double x = 26 + 14 * StrictMath.sin(angle);
            double y = 32 - 14 * StrictMath.cos(angle);
            graphics.fill(new Ellipse2D.Double(x - 2.2, y - 2.2, 4.4, 4.4));
        }
        write("E", new Rectangle2D.Double(14, 62, 24, 34), 0.16, Color.WHITE);
        write(text, new Rectangle2D.Double(60, 17, width - 76.0, 77), 0.145, INK);
    }

    private void florida(String text) {
        ground(new Color(0xF7F6EE), new Color(0x2C6B3F), 3, 14);
        graphics.setColor(new Color(0xF1A24A));
        graphics.fill(new Ellipse2D.Double(width / 2.0 - 26, height / 2.0 - 20, 24, 24));
        graphics.fill(new Ellipse2D.Double(width / 2.0 + 2, height / 2.0 - 12, 24, 24));
        var green = new Color(0x1F5A35);
        write("FLORIDA", new Rectangle2D.Double(60, 10, width - 120.0, 20), 0.17, green);
        write(text, new Rectangle2D.Double(16, 40, width - 32.0, 76), 0.13, green);
        write("SUNSHINE STATE", new Rectangle2D.Double(60, 127, width - 120.0, 14), 0.15, green);
        bolts();
    }

    private void california(String text) {
        ground(new Color(0xF8F8F6), new Color(0xC9CCD0), 3, 14);
        var red = new Color(0xB4202C);
        var blue = new Color(0x1B2C66);
        write("CALIFORNIA", new Rectangle2D.Double(56, 9, width - 112.0, 23), 0.15, red);
        write(text, new Rectangle2D.Double(14, 40, width - 28.0, 76), 0.13, blue);
        write("GOLDEN COAST", new Rectangle2D.Double(76, 127, width - 152.0, 13), 0.15, blue);
        bolts();
    }

    private void newYork(String text) {
        ground(new Color(0xF4F1E4), new Color(0x1C2F6B), 3, 14);
        var blue = new Color(0x182A63);
        graphics.setColor(blue);
        graphics.fill(new Rectangle2D.Double(8, 30, width - 16.0, 3));
        graphics.setColor(new Color(0xE0A526));
        graphics.fill(new Rectangle2D.Double(8, 121, width - 16.0, 3));
        write("NEW YORK", new Rectangle2D.Double(70, 8, width - 140.0, 19), 0.17, blue);
        write(text, new Rectangle2D.Double(14, 41, width - 28.0, 74), 0.13, blue);
        write("EXCELSIOR", new Rectangle2D.Double(90, 129, width - 180.0, 13), 0.15, blue);
        bolts();
    }

    private void british(String text, boolean front) {
        var ground = front ? new Color(0xF2F3F0) : new Color(0xF3C41B);
        ground(ground, new Color(0x3A3C3E), 3, 10);
        write(text, new Rectangle2D.Double(24, 16, width - 48.0, 79), 0.165, INK);
    }

    private void brazilian(String text) {
        ground(new Color(0xF4F5F4), INK, 3, 12);
        graphics.setColor(BAND_BLUE);
        graphics.fill(new Rectangle2D.Double(3, 3, width - 6.0, 29));
        write("BRASIL", new Rectangle2D.Double(130, 8, width - 260.0, 19), 0.17, Color.WHITE);
        graphics.setColor(new Color(0x1F8A44));
        graphics.fill(new Rectangle2D.Double(width - 42.0, 8, 28, 19));
        graphics.setColor(STAR_YELLOW);
        graphics.fill(new Ellipse2D.Double(width - 36.0, 11, 16, 13));
        write(text, new Rectangle2D.Double(18, 44, width - 36.0, 72), 0.14, INK);
    }

    private void ground(Color ground, Color border, double breadth, double round) {
        graphics.setColor(border);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(ground);
        graphics.fill(
                new RoundRectangle2D.Double(
                        breadth, breadth, width - 2 * breadth, height - 2 * breadth, round, round));
    }

    private void bolts() {
        graphics.setColor(new Color(0x8A8D90));
        for (double x : new double[] {36, width - 36.0}) {
            graphics.fill(new Ellipse2D.Double(x - 5, 14, 10, 10));
            graphics.fill(new Ellipse2D.Double(x - 5, height - 24.0, 10, 10));
        }
    }

    /** Text in the middle of a field, as tall as the field, and squeezed where it is too long. */
    private void write(String text, Rectangle2D field, double pen, Color colour) {
        Shape line = StrokeAlphabet.line(text, field.getHeight(), pen, 0.115);
        double natural = line.getBounds2D().getMaxX();
        double squeeze = Math.min(1, field.getWidth() / natural);
        double left = field.getX() + (field.getWidth() - natural * squeeze) / 2;
        graphics.setColor(colour);
        graphics.fill(
                new AffineTransform(squeeze, 0, 0, 1, left, field.getY())
                        .createTransformedShape(line));
    }
}
