package io.alpr.app.rejects;

import io.alpr.pilot.reject.KeptReject;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * One picture of many refused reads, side by side, each with its camera, time, reason and what was
 * read. Stateless.
 */
public final class RejectSheet {
    /** Refused reads that fit on one sheet. */
    public static final int TILES_MAX = 240;

    private static final int COLUMNS = 5;
    private static final int TILE_WIDTH = 260;
    private static final int TILE_HEIGHT = 132;
    private static final int PICTURE_HEIGHT = 90;
    private static final int MARGIN = 6;
    private static final int LINE_HEIGHT = 15;
    private static final int LETTERS = 12;
    private static final Color PAPER = new Color(0x20, 0x20, 0x20);
    private static final Color INK = new Color(0xE0, 0xE0, 0xE0);

    private RejectSheet() {}

    /**
     * Writes the first {@link #TILES_MAX} of them as a PNG.
     *
     * @param rejects in the order of the sheet, at least one
     * @throws IOException when the file cannot be written
     */
    public static void write(Path file, List<KeptReject> rejects) throws IOException {
        var shown = rejects.subList(0, Math.min(TILES_MAX, rejects.size()));
        int columns = Math.min(COLUMNS, shown.size());
        int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
        var sheet =
                new BufferedImage(
                        columns * TILE_WIDTH, rows * TILE_HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = sheet.createGraphics();
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        boolean letters = setFont(graphics);
        for (int i = 0; i < shown.size(); i++) {
            int left = i % COLUMNS * TILE_WIDTH + MARGIN;
            int top = i / COLUMNS * TILE_HEIGHT + MARGIN;
            picture(graphics, shown.get(i).picture(), left, top);
            if (letters) {
                words(graphics, shown.get(i), left, top + PICTURE_HEIGHT);
            }
        }
        graphics.dispose();
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(sheet, "png", out);
        }
    }

    /** A bare server may have neither fontconfig nor a font, which the JDK says by errors. */
    private static boolean setFont(Graphics2D graphics) {
        try {
            graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, LETTERS));
            return graphics.getFontMetrics().stringWidth("A") > 0;
        } catch (InternalError | LinkageError | RuntimeException e) {
            return false;
        }
    }

    private static void picture(Graphics2D graphics, Path file, int left, int top) {
        var image = read(file);
        if (image == null) {
            return;
        }
        double scale =
                Math.min(
                        (double) (TILE_WIDTH - 2 * MARGIN) / image.getWidth(),
                        (double) (PICTURE_HEIGHT - MARGIN) / image.getHeight());
        int width = (int) Math.max(1, scale * image.getWidth());
        int height = (int) Math.max(1, scale * image.getHeight());
        graphics.drawImage(image, left, top, width, height, null);
    }

    /** Null where the pilot made room meanwhile. */
    private static @Nullable BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            return null;
        }
    }

    private static void words(Graphics2D graphics, KeptReject reject, int left, int top) {
        graphics.setColor(INK);
        var clip = graphics.getClip();
        graphics.clipRect(left, top, TILE_WIDTH - 2 * MARGIN, TILE_HEIGHT - PICTURE_HEIGHT);
        var read =
                reject.text().isEmpty()
                        ? reject.reason()
                        : "%s %s %.2f".formatted(reject.reason(), reject.text(), reject.score());
        graphics.drawString(read, left, top + LINE_HEIGHT);
        graphics.drawString(reject.camera() + " " + reject.time(), left, top + 2 * LINE_HEIGHT);
        graphics.setClip(clip);
    }
}
