package io.alpr.vision.synth;

import java.util.List;

/**
 * The projective map from a picture to a flat quadrilateral in it, 0 to 1 along its sides (Heckbert
 * 1989, section 2.2.3). Immutable.
 *
 * @param m nine numbers, row by row: (u, v, 1) is proportional to m times (x, y, 1)
 */
record Homography(double[] m) {

    /**
     * @param quad corners of (0, 0), (1, 0), (1, 1) and (0, 1), no three on one line
     */
    static Homography onto(List<Point2> quad) {
        return new Homography(adjugate(fromUnitSquare(quad)));
    }

    double u(double x, double y) {
        return (m[0] * x + m[1] * y + m[2]) / (m[6] * x + m[7] * y + m[8]);
    }

    double v(double x, double y) {
        return (m[3] * x + m[4] * y + m[5]) / (m[6] * x + m[7] * y + m[8]);
    }

    private static double[] fromUnitSquare(List<Point2> quad) {
        var a = quad.get(0);
        var b = quad.get(1);
        var c = quad.get(2);
        var d = quad.get(3);
        double sx = a.x() - b.x() + c.x() - d.x();
        double sy = a.y() - b.y() + c.y() - d.y();
        double dx1 = b.x() - c.x();
        double dx2 = d.x() - c.x();
        double dy1 = b.y() - c.y();
        double dy2 = d.y() - c.y();
        double area = dx1 * dy2 - dx2 * dy1;
        double g = (sx * dy2 - dx2 * sy) / area;
        double h = (dx1 * sy - sx * dy1) / area;
        return new double[] {
            b.x() - a.x() + g * b.x(),
            d.x() - a.x() + h * d.x(),
            a.x(),
            b.y() - a.y() + g * b.y(),
            d.y() - a.y() + h * d.y(),
            a.y(),
            g,
            h,
            1
        };
    }

    /** The inverse but for a factor, which a projective map does not have. */
    private static double[] adjugate(double[] m) {
        return new double[] {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
    }
}
