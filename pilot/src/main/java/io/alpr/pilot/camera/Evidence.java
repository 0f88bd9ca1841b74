package io.alpr.pilot.camera;

import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceKind;

/** Where the pictures of events come from, beside a camera's source. */
public sealed interface Evidence permits Evidence.None, Evidence.Stream {
    /** From the source itself: the one value of {@link None}. */
    Evidence NONE = new None();

    /** There is no second stream. */
    record None() implements Evidence {}

    /**
     * A second stream of the same camera, with the same view at a higher resolution.
     *
     * @param source an address over RTSP or HTTP
     * @param wholeFrame whether events show the whole frame, too, where their pictures are from
     *     here
     */
    record Stream(SourceAddress source, boolean wholeFrame) implements Evidence {
        public Stream {
            if (!(source.kind() instanceof SourceKind.Rtsp
                    || source.kind() instanceof SourceKind.Http)) {
                throw new IllegalArgumentException(
                        "evidence must be the rtsp:// or http:// address of the camera's stream of full resolution, got: "
                                + source);
            }
        }
    }
}
