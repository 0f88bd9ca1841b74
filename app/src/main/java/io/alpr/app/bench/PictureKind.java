package io.alpr.app.bench;

import io.alpr.app.evaluate.LabelledPlate;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A harder picture of a plate, made of a labelled one: nearer, farther, darker, turned, badly
 * compressed.
 *
 * @param name as the table shows it, such as {@code share75}: the plate takes 75 % of the width
 * @param change what is done to the picture
 */
public record PictureKind(String name, Change change) {
    private static final Color GREY = new Color(118, 121, 117);
    private static final int CLOSE_WIDTH_MIN = 640;

    /** Height of a close-up, of its width. */
    private static final double CLOSE_HEIGHT = 0.66;

    /** A picture and the plate in it. */
    record Shot(RgbPicture picture, LabelledPlate plate) {}

    /** Makes one picture of another. */
    @FunctionalInterface
    interface Change {
        Shot of(Shot shot);
    }

    /** Every kind, in the order of the table. */
    static List<PictureKind> all() {
        var kinds = new ArrayList<PictureKind>();
        for (int percent : new int[] {95, 75, 50, 30}) {
            kinds.add(new PictureKind("share" + percent, shot -> close(shot, percent / 100.0)));
        }
        kinds.add(new PictureKind("crop", PictureKind::cutOut));
        kinds.add(new PictureKind("as is", shot -> shot));
        kinds.add(new PictureKind("half", shot -> scaled(shot, 0.5)));
        kinds.add(new PictureKind("far2", shot -> far(shot, 2)));
        kinds.add(new PictureKind("far4", shot -> far(shot, 4)));
        kinds.add(new PictureKind("dark", PictureKind::dark));
        kinds.add(new PictureKind("grey", PictureKind::grey));
        kinds.add(new PictureKind("rot8", shot -> turned(shot, 8)));
        kinds.add(new PictureKind("jpeg15", PictureKind::squeezed));
        return kinds;
    }

    /** The picture of this kind. */
    Shot of(Shot shot) {
        return change.of(shot);
    }

    /** Cut so that the plate takes this share of the width, and enlarged to 640 pixels or more. */
    private static Shot close(Shot shot, double share) {
        var plate = shot.plate().box();
        var picture = shot.picture();
        double width = plate.width() / share;
        double height = Math.max(width * CLOSE_HEIGHT, plate.height() * 1.05);
        double left = start(plate.x() + plate.width() / 2.0, width, picture.width());
        double top = start(plate.y() + plate.height() / 2.0, height, picture.height());
        var near = cropped(shot, left, top, left + width, top + height);
        int wide = near.picture().width();
        return wide < CLOSE_WIDTH_MIN ? scaled(near, (double) CLOSE_WIDTH_MIN / wide) : near;
    }

    private static double start(double middle, double length, int end) {
        return Math.max(0, Math.min(middle - length / 2, end - length));
    }

    /** The plate alone with a margin of 4 %. */
    private static Shot cutOut(Shot shot) {
        var plate = shot.plate().box();
        double across = 0.04 * plate.width();
        double down = 0.04 * plate.height();
        return cropped(
                shot,
                plate.x() - across,
                plate.y() - down,
                plate.right() + across,
                plate.bottom() + down);
    }

    private static Shot cropped(Shot shot, double left, double top, double right, double bottom) {
        var picture = shot.picture();
        var part = PixelBox.clipped(left, top, right, bottom, picture.width(), picture.height());
        var plate = shot.plate().box();
        return shot(
                picture.crop(part),
                shot,
                plate.x() - part.x(),
                plate.y() - part.y(),
                plate.right() - part.x(),
                plate.bottom() - part.y());
    }

    private static Shot scaled(Shot shot, double by) {
        var picture = shot.picture();
        int width = Math.max(1, (int) Math.round(picture.width() * by));
        int height = Math.max(1, (int) Math.round(picture.height() * by));
        var plate = shot.plate().box();
        return shot(
                picture.scaled(picture.bounds(), width, height),
                shot,
                plate.x() * by,
                plate.y() * by,
                plate.right() * by,
                plate.bottom() * by);
    }

    /** Shrunk into the middle of a grey picture of its size. */
    private static Shot far(Shot shot, int times) {
        var small = scaled(shot, 1.0 / times);
        var picture = shot.picture();
        int x = (picture.width() - small.picture().width()) / 2;
        int y = (picture.height() - small.picture().height()) / 2;
        var image = painted(picture.width(), picture.height());
        var graphics = image.createGraphics();
        graphics.drawImage(Pictures.toImage(small.picture()), x, y, null);
        graphics.dispose();
        var plate = small.plate().box();
        return shot(
                Pictures.of(image),
                shot,
                x + plate.x(),
                y + plate.y(),
                x + plate.right(),
                y + plate.bottom());
    }

    private static BufferedImage painted(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(GREY);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** A quarter of the light. */
    private static Shot dark(Shot shot) {
        var rgb = shot.picture().rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((rgb[i] & 255) / 4);
        }
        return new Shot(like(shot, rgb), shot.plate());
    }

    /** Without colour, by the weights of ITU-R BT.601. */
    private static Shot grey(Shot shot) {
        var rgb = shot.picture().rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            double luma =
                    0.299 * (rgb[i] & 255)
                            + 0.587 * (rgb[i + 1] & 255)
                            + 0.114 * (rgb[i + 2] & 255);
            rgb[i] = rgb[i + 1] = rgb[i + 2] = (byte) Math.round(luma);
        }
        return new Shot(like(shot, rgb), shot.plate());
    }

    private static RgbPicture like(Shot shot, byte[] rgb) {
        return new RgbPicture(shot.picture().width(), shot.picture().height(), rgb);
    }

    /** Turned about the middle, the corners lost; the box is the hull of the turned plate. */
    private static Shot turned(Shot shot, double degrees) {
        var picture = shot.picture();
        var turn =
                AffineTransform.getRotateInstance(
                        Math.toRadians(-degrees), picture.width() / 2.0, picture.height() / 2.0);
        var image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(Pictures.toImage(picture), turn, null);
        graphics.dispose();
        var plate = shot.plate().box();
        var hull =
                turn.createTransformedShape(
                                new Rectangle(plate.x(), plate.y(), plate.width(), plate.height()))
                        .getBounds2D();
        return shot(
                Pictures.of(image),
                shot,
                hull.getMinX(),
                hull.getMinY(),
                hull.getMaxX(),
                hull.getMaxY());
    }

    private static Shot squeezed(Shot shot) {
        var bytes = Jpeg.encode(shot.picture(), 0.15);
        return new Shot(Pictures.decode("jpeg15", bytes), shot.plate());
    }

    private static Shot shot(
            RgbPicture picture, Shot of, double left, double top, double right, double bottom) {
        var box =
                PixelBox.clipped(
                        Math.rint(left),
                        Math.rint(top),
                        Math.rint(right),
                        Math.rint(bottom),
                        picture.width(),
                        picture.height());
        return new Shot(picture, new LabelledPlate(box, of.plate().text()));
    }
}
