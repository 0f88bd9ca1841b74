package io.alpr.app.check;

import static io.alpr.app.check.Mark.BAD;
import static io.alpr.app.check.Mark.MIND;
import static io.alpr.app.check.Mark.OK;

import io.alpr.app.check.Figures.Plates;
import io.alpr.app.check.Figures.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The thresholds, and what to change where one is missed. */
final class Judgement {
    private static final int WIDTH_WANTED = 1280;
    private static final int WIDTH_MIN = 640;
    private static final double RATE_WANTED = 10;
    private static final double RATE_MIN = 4;
    private static final double GAPS_SHARE = 0.02;
    private static final double GAP_MS_MAX = 500;
    private static final double DRIFT_WANTED = 0.01;
    private static final double DRIFT_MAX = 0.05;
    private static final double FIRST_FRAME_MS_WANTED = 4_000;
    private static final double FIRST_FRAME_MS_MAX = 10_000;
    private static final double MEAN_MIN = 0.05;
    private static final double CLIPPED_WANTED = 0.15;
    private static final double CLIPPED_MAX = 0.5;
    private static final double ROWS_WANTED = 20;
    private static final double ROWS_MIN = 16;
    private static final double ROWS_LAVISH = 100;
    private static final double SHARE_MAX = 0.5;
    private static final double RATIO_WANTED = 1.6;
    private static final double RATIO_MIN = 1.1;
    private static final double SHARPNESS_WANTED = 0.40;
    private static final double SHARPNESS_MIN = 0.25;
    private static final double GLARE_WANTED = 0.35;
    private static final double GLARE_MAX = 0.7;
    private static final double LOOKS_WANTED = 4;
    private static final double LOOKS_MIN = 2;
    private static final double READ_WANTED = 0.9;
    private static final double READ_MIN = 0.5;

    /** Plate heights a second above which a vehicle counts as moving. */
    private static final double MOVING = 2;

    private final Observation observation;
    private final List<Finding> findings = new ArrayList<>();

    private Judgement(Observation observation) {
        this.observation = observation;
    }

    static List<Finding> of(Observation observation, Figures figures) {
        var judgement = new Judgement(observation);
        judgement.stream(figures.timing());
        judgement.exposure(figures.exposure());
        var plates = figures.plates();
        if (plates == null) {
            judgement.noPlates();
        } else {
            judgement.plates(plates);
        }
        return List.copyOf(judgement.findings);
    }

    private void stream(Timing timing) {
        var info = observation.info();
        add(
                "picture",
                atLeast(info.width(), WIDTH_WANTED, WIDTH_MIN),
                String.format(
                        Locale.ROOT, "%dx%d pixels, %s", info.width(), info.height(), info.codec()),
                "choose the camera's main stream, or a larger picture");
        add(
                "frame_rate",
                atLeast(timing.rate(), RATE_WANTED, RATE_MIN),
                String.format(
                        Locale.ROOT,
                        "%.1f a second, %d frames%s",
                        timing.rate(),
                        timing.frames(),
                        promised(timing)),
                "raise the camera's frame rate to 10 or more: a passing car is in view for a second or two");
        double share = (double) timing.gaps() / Math.max(1, timing.frames());
        boolean bad = timing.longestGapMs() > 4 * GAP_MS_MAX || observation.undecodable() > 5;
        boolean mind = share > GAPS_SHARE || timing.longestGapMs() > GAP_MS_MAX;
        add(
                "gaps",
                bad ? BAD : mind || observation.undecodable() > 0 ? MIND : OK,
                String.format(
                        Locale.ROOT,
                        "%d gaps, the longest step %.0f ms, %d undecodable",
                        timing.gaps(),
                        timing.longestGapMs(),
                        observation.undecodable()),
                "frames are lost on the way: check the network, use TCP, lower the bit rate; at night switch off the slow shutter");
        if (!observation.breakOff().isEmpty()) {
            add("connection", BAD, observation.breakOff(), "check the camera's network and power");
        }
        if (observation.live()) {
            live(timing);
        }
    }

    private static String promised(Timing timing) {
        return timing.promised() > 0
                ? String.format(Locale.ROOT, " (%.1f promised)", timing.promised())
                : "";
    }

    private void live(Timing timing) {
        add(
                "first_frame",
                atMost(timing.firstFrameMs(), FIRST_FRAME_MS_WANTED, FIRST_FRAME_MS_MAX),
                String.format(Locale.ROOT, "after %.1f s", timing.firstFrameMs() / 1000),
                "set the camera's key frame interval (GOP, I-frame) to one or two seconds");
        var pause = timing.longestPauseMs();
        if (pause != null) {
            add(
                    "arrival",
                    atMost(pause, 3 * GAP_MS_MAX, 8 * GAP_MS_MAX),
                    String.format(Locale.ROOT, "longest pause %.0f ms", pause),
                    "frames come in bursts: check the network, wireless links most of all");
        }
        var drift = timing.driftShare();
        if (drift != null) {
            add(
                    "clock",
                    atMost(Math.abs(drift), DRIFT_WANTED, DRIFT_MAX),
                    String.format(
                            Locale.ROOT,
                            "runs %.2f %% %s",
                            100 * Math.abs(drift),
                            drift < 0 ? "slow" : "fast"),
                    "the stream is late more and more, or its time stamps are wrong: check network, bit rate and firmware");
        }
    }

    private void exposure(Exposure exposure) {
        var found =
                String.format(
                        Locale.ROOT,
                        "mean %.0f %%, black %.0f %%, clipped %.0f %%",
                        100 * exposure.mean(),
                        100 * exposure.dark(),
                        100 * exposure.clipped());
        if (exposure.mean() < MEAN_MIN) {
            add(
                    "exposure",
                    MIND,
                    found,
                    "the picture is nearly black: well if its exposure is made for lit plates at night, else add light");
        } else {
            add(
                    "exposure",
                    atMost(exposure.clipped(), CLIPPED_WANTED, CLIPPED_MAX),
                    found,
                    "too bright: shorten the exposure, lower the gain, turn the camera away from the sky");
        }
    }

    private void noPlates() {
        add(
                "plates",
                MIND,
                "none in view",
                "nothing about plates could be judged: drive a car through, or hold a plate where cars pass, and check for as long as that takes, e.g. --seconds 60");
    }

    private void plates(Plates plates) {
        add(
                "plates",
                OK,
                String.format(
                        Locale.ROOT,
                        "%d vehicles, %d looks at their plates",
                        plates.vehicles(),
                        plates.sights()),
                "");
        size(plates);
        add(
                "plate_shape",
                atLeast(plates.ratio(), RATIO_WANTED, RATIO_MIN),
                String.format(Locale.ROOT, "%.1f times as wide as high", plates.ratio()),
                "plates look narrow: the camera stands too much to the side (30 degrees are well), is turned, or these are plates of two rows");
        sharpness(plates);
        add(
                "glare",
                atMost(plates.glare(), GLARE_WANTED, GLARE_MAX),
                String.format(
                        Locale.ROOT,
                        "%.0f %% of a plate's pixels are clipped",
                        100 * plates.glare()),
                "plates are too bright: shorten the exposure, or dim the infrared lamp");
        add(
                "looks",
                atLeast(plates.looks(), LOOKS_WANTED, LOOKS_MIN),
                String.format(Locale.ROOT, "%.0f of a vehicle, at five a second", plates.looks()),
                "vehicles are in view too shortly: raise frames_per_second of this camera, or look along the road and not across it");
        add(
                "reads",
                atLeast(plates.read(), READ_WANTED, READ_MIN),
                String.format(Locale.ROOT, "%.0f %% of the vehicles", 100 * plates.read()),
                "mend the other lines first; --picture shows what the camera sees");
    }

    private void size(Plates plates) {
        var height = plates.height();
        var found =
                String.format(
                        Locale.ROOT,
                        "%.0f x %.0f pixels (height p10 %.0f, p90 %.0f; width p10 %.0f, p90 %.0f), %.0f high at its largest",
                        plates.width().median(),
                        height.median(),
                        height.p10(),
                        height.p90(),
                        plates.width().p10(),
                        plates.width().p90(),
                        plates.largest());
        double share = plates.width().p90() / observation.info().width();
        if (share > SHARE_MAX) {
            add(
                    "plate_size",
                    BAD,
                    found,
                    String.format(
                            Locale.ROOT,
                            "zoom out or move back: plates take %.0f %% of the picture's width, so vehicles are in view too shortly and plates are cut at the edge; %.0f %% at most are wanted",
                            100 * share,
                            100 * SHARE_MAX));
            return;
        }
        if (plates.largest() > ROWS_LAVISH) {
            add(
                    "plate_size",
                    MIND,
                    found,
                    "larger than needed: 30 to 50 pixels high are plenty; a wider view sees vehicles for longer");
            return;
        }
        add(
                "plate_size",
                atLeast(plates.largest(), ROWS_WANTED, ROWS_MIN),
                found,
                String.format(
                        Locale.ROOT,
                        "zoom in or come closer: plates are %.0f px high, at least %.0f are wanted",
                        plates.largest(),
                        ROWS_WANTED));
    }

    private void sharpness(Plates plates) {
        var sharpness = plates.sharpness();
        if (sharpness == null) {
            add("sharpness", MIND, "plates are too small to tell", "see plate_size");
            return;
        }
        boolean moving = plates.speed() > MOVING * plates.height().median();
        add(
                "sharpness",
                atLeast(sharpness, SHARPNESS_WANTED, SHARPNESS_MIN),
                String.format(
                        Locale.ROOT,
                        "%.2f of 1, plates move %.0f px a second",
                        sharpness,
                        plates.speed()),
                moving
                        ? "moving plates are blurred: shorten the exposure to 1/500 s, for fast traffic 1/1000 s, and add light"
                        : "plates are blurred: focus the lens on the place where plates are read, clean it, raise the bit rate");
    }

    private void add(String name, Mark mark, String finding, String advice) {
        findings.add(new Finding(name, mark, finding, mark == OK ? "" : advice));
    }

    private static Mark atLeast(double value, double wanted, double least) {
        return value >= wanted ? OK : value >= least ? MIND : BAD;
    }

    private static Mark atMost(double value, double wanted, double most) {
        return value <= wanted ? OK : value <= most ? MIND : BAD;
    }
}
