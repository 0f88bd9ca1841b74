package io.alpr.pilot.pass;

import io.alpr.vision.image.PixelBox;

/**
 * How many crops of one pass are read. A plate that comes from afar is read wrong at first, and at
 * many frames a second the usual tries are over before it is near: as long as nothing is agreed
 * upon there are more, and they are counted anew whenever the plate has grown by a step. Owned by
 * the thread of its camera.
 */
final class ReadBudget {
    /** How much larger a plate's area must be to be another step: there are few of them. */
    private static final double STEP = 1.3;

    private static final int WHILE_IN_DOUBT = 3;

    private final int most;
    private int attempts;
    private int attemptsOfStep;
    private long stepArea;

    /**
     * @param most crops once reads agree, 1 or more
     */
    ReadBudget(int most) {
        this.most = most;
    }

    /** Whether the plate has grown so much that one more read is worth it whatever was spent. */
    boolean isStep(PixelBox plate) {
        return plate.area() > STEP * stepArea;
    }

    /**
     * Whether no crop will be read any more before the next step.
     *
     * @param agreed whether reads agree
     */
    boolean spent(boolean agreed) {
        return agreed ? attempts >= most : attemptsOfStep >= WHILE_IN_DOUBT * most;
    }

    /** A crop of this plate is going to be read. */
    void attempt(PixelBox plate) {
        if (isStep(plate)) {
            stepArea = plate.area();
            attemptsOfStep = 0;
        }
        attempts++;
        attemptsOfStep++;
    }

    /** Crops so far. */
    int attempts() {
        return attempts;
    }
}
