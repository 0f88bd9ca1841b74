package io.alpr.pilot.pass;

import io.alpr.vision.image.PixelBox;

/**
 * How many crops of one pass are read. A plate that comes from afar is read wrong at first, and at
 * many frames a second the usual tries are over before it is near: as long as nothing is agreed
 * upon there are more. They are counted anew whenever the plate has grown by a step, or has become
 * clearer by one: under a lens that hunts, or in the wake of headlights, the first reads may agree
 * upon what none would say who sees the plate well. Where the usual reads of a step agree upon
 * nothing some are close ones. Owned by the thread of its camera.
 */
final class ReadBudget {
    /** How much larger a plate's area must be to be another step: there are few of them. */
    private static final double STEP = 1.3;

    /** How much better a crop must be to be another step; of the qualities there is an end at 1. */
    private static final double CLEARER = 1.2;

    private static final int WHILE_IN_DOUBT = 3;

    private final CloseTurns turns = new CloseTurns();
    private final int most;
    private int attempts;
    private int attemptsOfStep;
    private long stepArea;
    private double clearest;

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
     * Whether the plate is seen so much better that the same holds.
     *
     * @param quality of its crop, 0 to 1
     */
    boolean isClearer(double quality) {
        return quality > CLEARER * clearest;
    }

    /**
     * Whether no crop will be read any more before the next step.
     *
     * @param agreed whether reads agree
     */
    boolean spent(boolean agreed) {
        return agreed ? attempts >= most : attemptsOfStep >= WHILE_IN_DOUBT * most;
    }

    /**
     * A crop of this plate is going to be read.
     *
     * @param quality of the crop, 0 to 1
     * @param agreed whether reads agree
     * @return whether it is to be read closely
     */
    boolean attempt(PixelBox plate, double quality, boolean agreed) {
        if (isClearer(quality)) {
            clearest = quality;
            attempts = 0;
            beginStep();
        }
        if (isStep(plate)) {
            stepArea = plate.area();
            beginStep();
        }
        attempts++;
        attemptsOfStep++;
        return !agreed && turns.next();
    }

    private void beginStep() {
        attemptsOfStep = 0;
        turns.beginAnew();
    }

    /** Crops since the plate became clearer; none only before the first. */
    int attempts() {
        return attempts;
    }
}
