package io.alpr.pilot.camera;

import java.util.Locale;

/** What may be wrong with a camera although its frames come. */
public enum Condition {
    /** The same picture comes again and again. */
    FROZEN(
            "the same picture comes again and again",
            "restart the camera, or the recorder that passes its stream on"),
    /** Hardly a pixel is brighter than black. */
    BLACK("the picture is black", "uncover the lens, check its iris, exposure and the lamps"),
    /** Nearly every pixel is as bright as can be. */
    WHITE("the picture is white", "lower the exposure, or keep sun and lamps out of the lens"),
    /** All pixels have much the same brightness. */
    BLANK("the picture shows nothing", "clean the lens and check its focus and what covers it"),
    /** The camera sends less than half of the wanted frames. */
    SLOW(
            "it sends too few frames",
            "check its network, its frame rate, and that its exposure is short enough for it"),
    /** This machine looks at less than half of the wanted frames. */
    BEHIND(
            "this machine is too slow for its frames",
            "lower frames_per_second of the cameras, or give the pilot more processors"),
    /** No plate was read for long. */
    QUIET("no plate was read", "look at its picture: ./alpr camera check URL"),
    /** Pictures are taken from its source, because its evidence stream is away. */
    EVIDENCE_LOST(
            "its evidence stream gives no frames",
            "check the address under evidence, and how many streams the camera can send");

    private final String what;
    private final String remedy;

    Condition(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** As it stands in {@code CameraStatus}, metrics and logs: {@code frozen}, {@code black}, …. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, for people. */
    public String what() {
        return what;
    }

    /** What to do about it, for people. */
    public String remedy() {
        return remedy;
    }
}
