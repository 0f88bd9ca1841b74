package io.alpr.pilot.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolygonTest {
    private static Polygon of(double... numbers) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(new Point(numbers[i], numbers[i + 1]));
        }
        return new Polygon(points);
    }

    /** A star around the middle: corners by angle, so that no two edges cross. */
    private static Polygon star(SplittableRandom chance) {
        var points = new ArrayList<Point>();
        int corners = chance.nextInt(3, 12);
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + chance.nextDouble(0.1, 0.9)) / corners;
            double radius = chance.nextDouble(0.1, 0.5);
            points.add(new Point(0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)));
        }
        return new Polygon(points);
    }

    @Test
    void holdsTheSamePointsAsAnotherImplementation() {
        long seed = 20260304;
        var chance = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            var polygon = star(chance);
            var twin = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            var corners = polygon.corners();
            twin.moveTo(corners.getFirst().x(), corners.getFirst().y());
            corners.stream().skip(1).forEach(c -> twin.lineTo(c.x(), c.y()));
            twin.closePath();
            for (int i = 0; i < 50; i++) {
                var point = new Point(chance.nextDouble(), chance.nextDouble());
                assertThat(polygon.contains(point))
                        .as("seed %d round %d: %s in %s", seed, round, point, polygon)
                        .isEqualTo(twin.contains(point.x(), point.y()));
            }
        }
    }

    @Test
    void anLShapeDoesNotHoldItsNotch() {
        var shape = of(0, 0, 1, 0, 1, 0.5, 0.5, 0.5, 0.5, 1, 0, 1);
        assertThat(shape.contains(new Point(0.75, 0.25))).isTrue();
        assertThat(shape.contains(new Point(0.25, 0.75))).isTrue();
        assertThat(shape.contains(new Point(0.75, 0.75))).isFalse();
    }

    @Test
    void twoPointsAreNoPolygon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 0, 1, 1))
                .withMessage(
                        "a polygon must have 3 to 100 points, got: 2; list its corners in order around it");
    }

    @Test
    void pixelsAreNoShares() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 0, 640, 0, 640, 360))
                .withMessageContaining("each 0 to 1, got: [640.0, 0.0]; divide pixels by");
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(0, -0.01));
    }

    @Test
    void aBowTieIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 0, 1, 1, 1, 0, 0, 1))
                .withMessageContaining("must not cross");
    }

    @Test
    void anEdgeThatTouchesAnotherIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 0, 1, 0, 1, 1, 0.5, 0, 0, 1))
                .withMessageContaining("must not cross");
    }

    @Test
    void pointsOnOneLineAreNoPolygon() {
        for (var flat :
                List.of(
                        new double[] {0, 0, 0.5, 0.5, 1, 1},
                        new double[] {0, 0.5, 1, 0.5, 0.5, 0.5},
                        new double[] {0, 0, 1, 0, 0.5, 0, 0.5, 1})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(flat))
                    .withMessageContaining("must not cross");
        }
    }

    @Test
    void aFirstPointRepeatedAtTheEndIsRefusedWithItsRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 0, 1, 0, 1, 1, 0, 0))
                .withMessageContaining("got twice: [0.0, 0.0]; leave the second one out");
    }

    @Test
    void starsAndRectanglesAreAllowedInBothOrders() {
        assertThat(of(0, 0, 0, 1, 1, 1, 1, 0).contains(new Point(0.5, 0.5))).isTrue();
        assertThat(of(0, 0, 0.5, 0, 1, 0, 1, 1, 0, 1).corners()).hasSize(5);
    }
}
