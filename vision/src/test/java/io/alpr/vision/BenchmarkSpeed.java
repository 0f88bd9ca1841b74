package io.alpr.vision;

import com.sun.management.OperatingSystemMXBean;
import io.alpr.vision.image.RandomPictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Random;

/**
 * Measures one video frame of 1920x1080 through the parts of the built-in engine, in milliseconds
 * of wall time and of processor time (all threads), which on a busy machine says more.
 */
public final class BenchmarkSpeed {
    private static final int ROUNDS = 30;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private BenchmarkSpeed() {}

    public static void main(String[] args) {
        var random = new Random(1);
        YuvPicture frame = RandomPictures.yuv(random, 1920, 1080);
        measure("scale 1920x1080 YUV to 640x360", () -> frame.scaled(frame.bounds(), 640, 360));
        RgbPicture plate = RandomPictures.rgb(random, 200, 50);
        for (var purpose : Purpose.values()) {
            try (var engine = Engines.builtIn(purpose)) {
                measure("detect " + purpose, () -> engine.detector().detect(frame));
                measure(
                        "read one plate",
                        () -> engine.reader().read(Collections.nCopies(1, plate)));
            }
        }
    }

    private static void measure(String what, Runnable work) {
        for (int i = 0; i < ROUNDS / 3; i++) {
            work.run();
        }
        long wall = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        print(
                System.out,
                what,
                (System.nanoTime() - wall) / 1e6 / ROUNDS,
                (SYSTEM.getProcessCpuTime() - processor) / 1e6 / ROUNDS);
    }

    private static void print(PrintStream out, String what, double wallMs, double processorMs) {
        out.printf("%-32s wall %7.1f ms  processor %7.1f ms%n", what, wallMs, processorMs);
    }
}
