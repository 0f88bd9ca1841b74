package io.alpr.pilot.evidence;

import io.alpr.events.PictureKind;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import java.util.List;

/**
 * What is kept of a frame to show one plate.
 *
 * @param box of the plate in that frame
 * @param plate at full resolution, with a margin
 * @param surroundings about the size of the vehicle, at full resolution
 */
public record Cutout(PixelBox box, RgbPicture plate, YuvPicture surroundings) {
    private static final double MARGIN_X = 0.15;
    private static final double MARGIN_Y = 0.30;

    /** Cuts it out of a frame. */
    public static Cutout of(YuvPicture picture, PixelBox box) {
        var plate = picture.crop(box.grown(MARGIN_X, MARGIN_Y, picture.width(), picture.height()));
        return new Cutout(box, plate, Surroundings.of(picture, box));
    }

    /** Where the plate is in its own picture, of a frame of this size. */
    public PixelBox within(PixelSize frame) {
        var shown = box.grown(MARGIN_X, MARGIN_Y, frame.width(), frame.height());
        return new PixelBox(box.x() - shown.x(), box.y() - shown.y(), box.width(), box.height());
    }

    /** As an event shows it: the plate and the vehicle. */
    public List<JpegPicture> encoded(PictureEncoder encoder) {
        return List.of(
                encoder.encode(PictureKind.PLATE, plate),
                encoder.encode(PictureKind.VEHICLE, surroundings.crop(surroundings.bounds())));
    }
}
