package io.alpr.vision.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes baseline JPEG (ITU-T T.81) in memory. Stateless and thread-safe. */
public final class Jpeg {
    private Jpeg() {}

    /**
     * The bytes of a JPEG file.
     *
     * @param quality 0 (small) to 1 (fine); 0.9 keeps the edges of plate characters
     * @throws IllegalArgumentException if the quality is outside 0 to 1
     */
    public static byte[] encode(RgbPicture picture, double quality) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("JPEG quality must be 0 to 1, got: " + quality);
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality((float) quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(Pictures.toImage(picture), null, null), settings);
            stream.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("JPEG encoder failed in memory", e);
        } finally {
            writer.dispose();
        }
    }
}
