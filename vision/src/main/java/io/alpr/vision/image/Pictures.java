package io.alpr.vision.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads still pictures from files and bytes, upright, and converts from and to the JDK's {@link
 * BufferedImage}. Stateless and thread-safe.
 */
public final class Pictures {
    /** Pixels of the largest picture that is read: 100 million, about 300 MB as RGB. */
    public static final long PIXELS_MAX = 100_000_000;

    /** Bytes of the largest file that is read: 200 million. */
    public static final long BYTES_MAX = 200_000_000;

    private static final String EXPECTED = "expected JPEG, PNG, BMP, GIF, TIFF or WBMP";

    private Pictures() {}

    /**
     * Reads a picture file, turned upright as its EXIF orientation says.
     *
     * @throws UnreadablePicture if it is missing, not a picture, truncated or too large
     */
    public static RgbPicture read(Path file) {
        String name = String.valueOf(file);
        try {
            if (Files.isDirectory(file)) {
                throw new UnreadablePicture(name, "is a folder, expected a picture file");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new UnreadablePicture(
                        name, "has more than %d bytes, the limit".formatted(BYTES_MAX));
            }
            return decode(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UnreadablePicture(name, "there is no such file", e);
        } catch (IOException e) {
            throw new UnreadablePicture(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a picture from the bytes of a file, as {@link #read(Path)} does.
     *
     * @param name what to call the bytes in an error, e.g. {@code upload.jpg}
     * @throws UnreadablePicture if it is not a picture, truncated or too large
     */
    public static RgbPicture decode(String name, byte[] file) {
        // In memory: ImageIO's own choice would copy the bytes to a temporary file.
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new UnreadablePicture(
                        name, "is not a picture (%d bytes), %s".formatted(file.length, EXPECTED));
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return ExifOrientation.of(file).upright(of(decode(name, reader)));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    private static BufferedImage decode(String name, ImageReader reader) throws IOException {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > PIXELS_MAX) {
                throw new UnreadablePicture(
                        name,
                        "has %d x %d pixels, more than the limit of %d"
                                .formatted(reader.getWidth(0), reader.getHeight(0), PIXELS_MAX));
            }
            boolean[] truncated = new boolean[1];
            reader.addIIOReadWarningListener(
                    (_, warning) -> truncated[0] |= speaksOfMissingData(warning));
            var image = reader.read(0);
            if (truncated[0]) {
                throw new UnreadablePicture(name, "is cut off: its last rows are missing");
            }
            return image;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException e) {
            // The JDK's decoders answer some damaged files with these.
            throw damaged(name, e);
        }
    }

    private static boolean speaksOfMissingData(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("truncated");
    }

    private static UnreadablePicture damaged(String name, Exception e) {
        String detail = e instanceof IIOException ? e.getMessage() : e.toString();
        return new UnreadablePicture(
                name, "is a damaged or truncated picture (%s), %s".formatted(detail, EXPECTED), e);
    }

    /** A copy of an image's pixels as sRGB; transparent parts become white. */
    public static RgbPicture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = plain.createGraphics();
        graphics.drawImage(image, 0, 0, java.awt.Color.WHITE, null);
        graphics.dispose();
        var rgb = new byte[3 * width * height];
        var row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            plain.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    /** A copy as an image of {@link BufferedImage#TYPE_INT_RGB}. */
    public static BufferedImage toImage(RgbPicture picture) {
        var image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = picture.rgb();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int pixel = 0, at = 0; pixel < pixels.length; pixel++, at += 3) {
            pixels[pixel] = (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255);
        }
        return image;
    }
}
