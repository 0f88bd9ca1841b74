package io.alpr.vision.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionTest {

    @Test
    void agreesWithTheKalmanFilterInMatrices() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            double first = random.nextDouble() * 1000;
            var fast = Motion.start(first, 4, 300);
            double[][] state = {{first}, {0}};
            double[][] covariance = {{16, 0}, {0, 90_000}};
            for (int step = 0; step < 20; step++) {
                double dt = 0.01 + random.nextDouble();
                double measured = first + random.nextGaussian() * 50;
                fast = fast.after(dt, 60).corrected(measured, 5);

                double[][] f = {{1, dt}, {0, 1}};
                double q = 3600;
                double[][] noise = {
                    {q * dt * dt * dt / 3, q * dt * dt / 2}, {q * dt * dt / 2, q * dt}
                };
                state = times(f, state);
                covariance = plus(times(times(f, covariance), turned(f)), noise, 1);
                double[][] h = {{1, 0}};
                double s = times(times(h, covariance), turned(h))[0][0] + 25;
                double[][] k = times(covariance, turned(h));
                k = new double[][] {{k[0][0] / s}, {k[1][0] / s}};
                double innovation = measured - times(h, state)[0][0];
                state = plus(state, k, innovation);
                covariance = plus(covariance, times(times(k, h), covariance), -1);
            }
            assertThat(fast.position()).as("seed %d", seed).isCloseTo(state[0][0], within(1e-6));
            assertThat(fast.speed()).as("seed %d", seed).isCloseTo(state[1][0], within(1e-6));
            assertThat(fast.positionVariance()).isCloseTo(covariance[0][0], within(1e-6));
            assertThat(fast.covariance()).isCloseTo(covariance[0][1], within(1e-6));
            assertThat(fast.speedVariance()).isCloseTo(covariance[1][1], within(1e-5));
        }
    }

    @Test
    void twoShortPredictionsEqualOneLongOne() {
        var start = new Motion(10, 3, 4, 1, 9);
        var once = start.after(0.7, 5);
        var twice = start.after(0.2, 5).after(0.5, 5);
        assertThat(twice.position()).isCloseTo(once.position(), within(1e-12));
        assertThat(twice.positionVariance()).isCloseTo(once.positionVariance(), within(1e-9));
        assertThat(twice.covariance()).isCloseTo(once.covariance(), within(1e-9));
        assertThat(twice.speedVariance()).isCloseTo(once.speedVariance(), within(1e-9));
    }

    private static double[][] times(double[][] a, double[][] b) {
        var product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] plus(double[][] a, double[][] b, double factor) {
        var sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                sum[i][j] = a[i][j] + factor * b[i][j];
            }
        }
        return sum;
    }

    private static double[][] turned(double[][] a) {
        var turned = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }
}
