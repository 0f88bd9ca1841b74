package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import java.util.List;

/**
 * A frame that was looked at.
 *
 * @param plates what there is to follow in it, in the camera's area
 * @param still whether nothing moved that was not looked at before
 * @param nanos what the look took, nanoseconds
 */
public record Looked(Frame frame, List<Detection> plates, boolean still, long nanos) {
    public Looked {
        plates = List.copyOf(plates);
    }
}
