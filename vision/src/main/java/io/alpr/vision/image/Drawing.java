package io.alpr.vision.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;

/** Draws boxes with labels onto a copy of a picture. Stateless and thread-safe. */
public final class Drawing {
    private static final Color BOX = new Color(0x00, 0xC8, 0x53);
    private static final Color PAPER = new Color(0, 0, 0, 190);

    private Drawing() {}

    /**
     * A copy of the picture with each annotation drawn: the box around its pixels, the label on a
     * dark strip above it, or below where there is no room above, always inside the picture as far
     * as it fits. Where this machine has no fonts, the boxes are drawn without their labels.
     */
    public static RgbPicture annotate(RgbPicture picture, List<Annotation> annotations) {
        var image = Pictures.toImage(picture);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int size = Math.clamp(picture.width() / 40, 12, 64);
        boolean letters = setFont(graphics, size);
        graphics.setStroke(new BasicStroke(Math.max(1, picture.width() / 400)));
        for (var annotation : annotations) {
            var box = annotation.box();
            graphics.setColor(BOX);
            graphics.drawRect(box.x(), box.y(), box.width() - 1, box.height() - 1);
            if (letters && !annotation.label().isEmpty()) {
                label(graphics, picture, annotation);
            }
        }
        graphics.dispose();
        return Pictures.of(image);
    }

    /** A bare server may have neither fontconfig nor a font, which the JDK says by errors. */
    private static boolean setFont(Graphics2D graphics, int size) {
        try {
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
            return graphics.getFontMetrics().stringWidth("A") > 0;
        } catch (InternalError | LinkageError | RuntimeException e) {
            return false;
        }
    }

    private static void label(Graphics2D graphics, RgbPicture picture, Annotation annotation) {
        var metrics = graphics.getFontMetrics();
        int pad = metrics.getDescent();
        var strip =
                labelBox(
                        annotation.box(),
                        metrics.stringWidth(annotation.label()) + 2 * pad,
                        metrics.getHeight(),
                        picture);
        graphics.setColor(PAPER);
        graphics.fillRect(strip.x(), strip.y(), strip.width(), strip.height());
        graphics.setColor(Color.WHITE);
        graphics.setClip(strip.x(), strip.y(), strip.width(), strip.height());
        graphics.drawString(annotation.label(), strip.x() + pad, strip.y() + metrics.getAscent());
        graphics.setClip(null);
    }

    /** Where the label of a box goes: above, else below, else at the top; never outside. */
    static PixelBox labelBox(PixelBox box, int width, int height, Picture picture) {
        int shownWidth = Math.min(width, picture.width());
        int shownHeight = Math.min(height, picture.height());
        int x = Math.clamp(box.x(), 0, picture.width() - shownWidth);
        int above = box.y() - shownHeight - 2;
        int below = box.bottom() + 2;
        int y = above >= 0 ? above : below + shownHeight <= picture.height() ? below : 0;
        return new PixelBox(x, y, shownWidth, shownHeight);
    }
}
