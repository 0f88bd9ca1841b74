package io.alpr.vision.synth;

/** When a scene takes place. */
public enum Light {
    /** Sun from the side, short exposure, little noise. */
    DAY,
    /** Street lamps and headlights, longer exposure, more noise. */
    NIGHT
}
