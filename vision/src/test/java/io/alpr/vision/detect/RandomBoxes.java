package io.alpr.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded boxes that overlap often. */
final class RandomBoxes {
    private RandomBoxes() {}

    static List<Candidate> list(Random random, int countMax) {
        var boxes = new ArrayList<Candidate>();
        int count = random.nextInt(countMax + 1);
        for (int i = 0; i < count; i++) {
            double left = random.nextInt(30);
            double top = random.nextInt(30);
            boxes.add(
                    new Candidate(
                            left,
                            top,
                            left + 1 + random.nextInt(20),
                            top + 1 + random.nextInt(20),
                            random.nextInt(10) / 10.0));
        }
        return boxes;
    }
}
