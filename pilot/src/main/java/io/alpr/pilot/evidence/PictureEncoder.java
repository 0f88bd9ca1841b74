package io.alpr.pilot.evidence;

import io.alpr.events.PictureKind;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.RgbPicture;
import java.util.function.LongConsumer;

/**
 * Makes the JPEGs of one camera, and tells what each cost. Safe for several threads where the
 * consumer is.
 *
 * @param nanos is told how long each picture took
 */
public record PictureEncoder(LongConsumer nanos) {
    private static final double QUALITY = 0.9;

    /** A picture as it is sent. */
    public JpegPicture encode(PictureKind kind, RgbPicture picture) {
        long started = System.nanoTime();
        var jpeg = Jpeg.encode(picture, QUALITY);
        nanos.accept(System.nanoTime() - started);
        return new JpegPicture(kind, jpeg);
    }
}
