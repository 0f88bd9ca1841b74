package io.alpr.app.check;

import io.alpr.app.check.TimedSource.Arrival;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.vision.image.RgbPicture;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a camera.
 *
 * @param live whether it is a camera and not a file
 * @param info what it says of itself
 * @param toFirstFrame from the beginning of the connection
 * @param arrivals of every frame, at least one
 * @param undecodable packets or frames
 * @param breakOff why it ended early, empty if it did not
 * @param looks brightness of the frames that were looked at
 * @param sights plates in them
 * @param best the frame with the best plate and its plates drawn, else the last frame
 */
record Observation(
        boolean live,
        SourceInfo info,
        Duration toFirstFrame,
        List<Arrival> arrivals,
        int undecodable,
        String breakOff,
        List<Exposure> looks,
        List<Sight> sights,
        @Nullable RgbPicture best) {
    Observation {
        arrivals = List.copyOf(arrivals);
        looks = List.copyOf(looks);
        sights = List.copyOf(sights);
    }
}
