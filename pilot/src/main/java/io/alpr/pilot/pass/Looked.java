package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import java.util.List;

/**
 * A frame that was looked at.
 *
 * @param plates what there is to follow in it, in the camera's area
 * @param still whether the picture shows nothing new since the last one
 * @param nanos what the look took
 */
public record Looked(Frame frame, List<Detection> plates, boolean still, long nanos) {
    public Looked {
        plates = List.copyOf(plates);
    }
}
