package io.alpr.vision.synth;

import java.util.List;

/**
 * Light of vehicles by night. Lives for one frame.
 *
 * @param brush what to draw with
 */
record Lamps(Brush brush) {
    private static final int WHITE = 0xFFF6E2;
    private static final int RED = 0xFF2A22;
    private static final int LAYERS = 9;

    /** The beams on the road ahead of a vehicle, or the red shine behind it. */
    void onRoad(Pose pose) {
        double ahead = pose.approaching() ? -0.2 : pose.length() + 0.2;
        double reach = pose.approaching() ? -9 : 10;
        for (int layer = 0; layer < LAYERS; layer++) {
            double share = layer / (LAYERS - 1.0);
            double narrow = 0.45 + 0.6 * share;
            double wide = 0.9 + 1.5 * share;
            double end = ahead + reach * (0.75 + 0.25 * share);
            brush.fill(
                    List.of(
                            pose.facing(-narrow, 0.01, ahead),
                            pose.facing(narrow, 0.01, ahead),
                            pose.facing(wide, 0.01, end),
                            pose.facing(-wide, 0.01, end)),
                    pose.facing(0, 0.01, ahead),
                    Shade.clear(WHITE, 0.03),
                    pose.facing(0, 0.01, end),
                    Shade.clear(WHITE, 0));
        }
    }

    /** The lamps themselves, over everything else of the vehicle. */
    void shine(Surface surface) {
        boolean nose = surface.pose().approaching();
        for (int side : new int[] {-1, 1}) {
            var at =
                    nose
                            ? surface.at(Surface.NOSE, side * 0.78, 0.8)
                            : surface.at(Surface.TAIL, side * 0.8, 0.2);
            brush.glow(at, nose ? 0.55 : 0.4, nose ? WHITE : RED, nose ? 0.95 : 0.6);
            if (nose) {
                brush.glow(at, 0.16, 0xFFFFFF, 1);
            }
        }
    }
}
