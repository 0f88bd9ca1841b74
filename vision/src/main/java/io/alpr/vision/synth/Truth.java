package io.alpr.vision.synth;

import java.util.List;

/**
 * All that is true of a made video: plain data, ready to be written beside it.
 *
 * @param seed of the scene
 * @param width columns of every frame
 * @param height rows of every frame
 * @param framesPerSecond of the video
 * @param frames how many there are
 * @param passes the vehicles with a visible plate, by first sight
 */
public record Truth(
        long seed,
        int width,
        int height,
        double framesPerSecond,
        int frames,
        List<TruePass> passes) {
    public Truth {
        passes = List.copyOf(passes);
    }
}
