package io.alpr.vision.synth;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills shapes of the scene on the picture of a camera. Not safe for use by several threads.
 *
 * @param graphics what to draw on
 * @param camera from where it is seen
 */
record Brush(Graphics2D graphics, RoadCamera camera) {
    private static final int CIRCLE_CORNERS = 28;

    Brush {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** One colour all over. */
    void fill(List<Point3> polygon, Color colour) {
        var points = camera.project(polygon);
        if (points.size() >= 3) {
            graphics.setPaint(colour);
            graphics.fill(path(points));
        }
    }

    /**
     * From one colour at the polygon's first corner to another at the last but {@code opposite}.
     *
     * @param from point of the scene that has the first colour
     * @param to point that has the second
     */
    void fill(List<Point3> polygon, Point3 from, Color first, Point3 to, Color second) {
        var points = camera.project(polygon);
        if (points.size() < 3) {
            return;
        }
        if (!RoadCamera.inFront(from) || !RoadCamera.inFront(to)) {
            fill(polygon, RoadCamera.inFront(from) ? first : second);
            return;
        }
        var a = camera.project(from);
        var b = camera.project(to);
        graphics.setPaint(
                new GradientPaint(
                        (float) a.x(), (float) a.y(), first, (float) b.x(), (float) b.y(), second));
        graphics.fill(path(points));
    }

    /** A line of the scene, as broad as it is from there. */
    void line(Point3 from, Point3 to, double metres, Color colour) {
        double half = metres / 2;
        fill(
                List.of(
                        from.plus(new Point3(-half, 0, 0)),
                        from.plus(new Point3(half, 0, 0)),
                        to.plus(new Point3(half, 0, 0)),
                        to.plus(new Point3(-half, 0, 0))),
                colour);
    }

    /** A disc in the plane of two directions. */
    void disc(Point3 middle, Point3 first, Point3 second, Color colour) {
        var corners = new ArrayList<Point3>();
        for (int i = 0; i < CIRCLE_CORNERS; i++) {
            double angle = 2 * Math.PI * i / CIRCLE_CORNERS;
            corners.add(
                    middle.plus(first.times(StrictMath.cos(angle)))
                            .plus(second.times(StrictMath.sin(angle))));
        }
        fill(corners, colour);
    }

    /** A small ellipse that faces the camera, a little broader than high. */
    void spot(Point3 middle, double radiusMetres, Color colour) {
        if (!RoadCamera.inFront(middle)) {
            return;
        }
        var at = camera.project(middle);
        double radius = camera.project(middle.plus(new Point3(radiusMetres, 0, 0))).x() - at.x();
        graphics.setPaint(colour);
        graphics.fill(
                new Ellipse2D.Double(
                        at.x() - radius, at.y() - 0.8 * radius, 2 * radius, 1.6 * radius));
    }

    /** A soft light around a point, strongest in the middle. */
    void glow(Point3 middle, double radiusMetres, int colour, double opacity) {
        if (!RoadCamera.inFront(middle)) {
            return;
        }
        var at = camera.project(middle);
        var beside = camera.project(middle.plus(new Point3(radiusMetres, 0, 0)));
        glow(at, Math.max(2, beside.x() - at.x()), colour, opacity);
    }

    /** The same on the picture, radius in pixels. */
    void glow(Point2 at, double radius, int colour, double opacity) {
        graphics.setPaint(
                new RadialGradientPaint(
                        (float) at.x(),
                        (float) at.y(),
                        (float) radius,
                        new float[] {0, 0.25f, 0.6f, 1},
                        new Color[] {
                            Shade.clear(colour, opacity),
                            Shade.clear(colour, opacity * 0.45),
                            Shade.clear(colour, opacity * 0.12),
                            Shade.clear(colour, 0)
                        }));
        graphics.fill(
                new Ellipse2D.Double(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
    }

    static Shape path(List<Point2> points) {
        var path = new Path2D.Double();
        path.moveTo(points.getFirst().x(), points.getFirst().y());
        for (var point : points.subList(1, points.size())) {
            path.lineTo(point.x(), point.y());
        }
        path.closePath();
        return path;
    }
}
