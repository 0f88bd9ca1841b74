package io.alpr.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PicturesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void losslessFilesComeBackAsTheyWere(String format) throws IOException {
        var picture = RandomPictures.rgb(new Random(7), 40);
        Path file = folder.resolve("picture." + format);
        Files.write(file, encoded(picture, format));
        var read = Pictures.read(file);
        assertThat(read.width()).isEqualTo(picture.width());
        assertThat(read.rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void jpegComesBackAlmostAsItWas() {
        var picture = smooth(64, 48);
        var read = Pictures.decode("memory", Jpeg.encode(picture, 0.95));
        assertThat(read.width()).isEqualTo(64);
        assertThat(read.height()).isEqualTo(48);
        for (int i = 0; i < read.rgb().length; i++) {
            assertThat((read.rgb()[i] & 255) - (picture.rgb()[i] & 255)).isBetween(-8, 8);
        }
    }

    @Test
    void higherJpegQualityTakesMoreBytes() {
        var picture = RandomPictures.rgb(new Random(3), 200);
        assertThat(Jpeg.encode(picture, 0.9).length)
                .isGreaterThan(Jpeg.encode(picture, 0.3).length);
        assertThatThrownBy(() -> Jpeg.encode(picture, 1.1)).hasMessageContaining("0 to 1");
    }

    @Test
    void aTextFileNamedJpgIsCalledNoPicture() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.jpg"), "not a picture");
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining("notes.jpg")
                .hasMessageContaining("expected JPEG")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anEmptyFileAMissingFileAndAFolderAreNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        for (Path file : java.util.List.of(empty, folder.resolve("gone.jpg"), folder)) {
            assertThatThrownBy(() -> Pictures.read(file))
                    .isInstanceOf(UnreadablePicture.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp"})
    void aTruncatedPictureIsRefused(String format) throws IOException {
        byte[] whole = encoded(RandomPictures.rgb(new Random(11), 150), format);
        for (int share = 1; share < 10; share++) {
            Path file = folder.resolve("cut-" + share + "." + format);
            Files.write(file, Arrays.copyOf(whole, whole.length * share / 10));
            assertThatThrownBy(() -> Pictures.read(file))
                    .describedAs("%d tenths of a %s", share, format)
                    .isInstanceOf(UnreadablePicture.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void damagedBytesNeverGiveAnythingButAPictureOrTheOneException() throws IOException {
        byte[] whole = encoded(smooth(40, 30), "jpeg");
        byte[] png = encoded(smooth(40, 30), "png");
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            byte[] damaged = (seed % 2 == 0 ? whole : png).clone();
            for (int i = 0; i < 6; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Pictures.decode("damaged", damaged).width()).isPositive();
            } catch (UnreadablePicture e) {
                assertThat(e).describedAs("seed %d", seed).hasMessageStartingWith("damaged: ");
            }
        }
    }

    @Test
    void aPictureOfTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] png = encoded(smooth(4, 4), "png");
        // Width and height stand in the header chunk, whose checksum the reader does not check.
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        assertThatThrownBy(() -> Pictures.decode("huge.png", png))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining("60000 x 60000");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"
    })
    void exifOrientationPutsTheStoredFirstPixelWhereItBelongs(
            int orientation, int right, int bottom) {
        var stored = new RgbPicture(32, 16, new byte[3 * 32 * 16]);
        // A white square in the stored picture's top left corner.
        for (int y = 0; y < 8; y++) {
            Arrays.fill(stored.rgb(), 3 * y * 32, 3 * (y * 32 + 8), (byte) 255);
        }
        var read = Pictures.decode("turned", withExif(Jpeg.encode(stored, 1), orientation));
        assertThat(read.width()).isEqualTo(orientation <= 4 ? 32 : 16);
        int x = right == 1 ? read.width() - 4 : 3;
        int y = bottom == 1 ? read.height() - 4 : 3;
        assertThat(read.rgb()[3 * (y * read.width() + x)] & 255).isGreaterThan(200);
        assertThat(read.rgb()[3 * ((read.height() - 1 - y) * read.width() + x)] & 255)
                .isLessThan(60);
    }

    @Test
    void transparentPartsBecomeWhite() {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 0, 0xFF102030);
        assertThat(Pictures.of(image).rgb())
                .containsExactly((byte) 255, (byte) 255, (byte) 255, 0x10, 0x20, 0x30);
    }

    private static byte[] withExif(byte[] jpeg, int orientation) {
        var exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 12 + 4);
        exif.putShort((short) 0xFFE1).putShort((short) (exif.capacity() - 2));
        exif.put("Exif\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        exif.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        var file = ByteBuffer.allocate(jpeg.length + exif.capacity());
        return file.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] encoded(RgbPicture picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(Pictures.toImage(picture), format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static RgbPicture smooth(int width, int height) {
        var rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[3 * (y * width + x)] = (byte) (255 * x / width);
                rgb[3 * (y * width + x) + 1] = (byte) (255 * y / height);
                rgb[3 * (y * width + x) + 2] = (byte) 90;
            }
        }
        return new RgbPicture(width, height, rgb);
    }
}
