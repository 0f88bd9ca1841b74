package io.alpr.query;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture's header says of its size, read before any pixel is: a small file may claim to be
 * a huge picture.
 *
 * @param width columns
 * @param height rows
 */
record PictureSize(int width, int height) {
    /** Empty when the header cannot be read. */
    static Optional<PictureSize> of(byte[] file) {
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return Optional.of(new PictureSize(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Damaged headers make the JDK's decoders throw all sorts; decoding will name the
            // fault.
            return Optional.empty();
        }
    }

    long pixels() {
        return (long) width * height;
    }
}
