package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import java.util.List;

/** What an event shows to prove what it says. */
public interface Exhibit {
    /** The plate in the frame of the pictures. */
    PixelBox box();

    /** Number of that frame within its source. */
    long frameNumber();

    /** Of the plate's crop, 0 to 1. */
    double quality();

    /** Confidence of the reading times the quality of its crop, 0 to 1. */
    double score();

    /** Whether it was taken from the camera's evidence stream, and not from its source. */
    boolean isFromEvidenceStream();

    /** The pictures, at most one of each kind; they may be encoded only now. */
    List<JpegPicture> pictures(PictureEncoder encoder);
}
