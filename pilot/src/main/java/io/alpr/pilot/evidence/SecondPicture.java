package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import java.util.List;

/**
 * A plate that was found and read again in the evidence stream, encoded already.
 *
 * @param box of the plate in the frame of that stream
 * @param frameNumber within that stream
 * @param quality of the crop, 0 to 1
 * @param score of the reading times the quality, 0 to 1
 * @param jpegs at most one of each kind
 */
public record SecondPicture(
        PixelBox box, long frameNumber, double quality, double score, List<JpegPicture> jpegs)
        implements Exhibit {
    public SecondPicture {
        jpegs = List.copyOf(jpegs);
    }

    @Override
    public boolean isFromEvidenceStream() {
        return true;
    }

    @Override
    public List<JpegPicture> pictures(PictureEncoder encoder) {
        return jpegs;
    }
}
