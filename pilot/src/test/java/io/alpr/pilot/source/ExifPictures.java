package io.alpr.pilot.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes an EXIF block into JPEGs of tests. */
final class ExifPictures {
    private ExifPictures() {}

    /**
     * The same picture, said to be taken then and held so.
     *
     * @param taken e.g. {@code 2026:03:04 05:06:07}
     * @param offset e.g. {@code +02:00}
     * @param orientation 1 to 8, as EXIF numbers them
     */
    static byte[] with(byte[] jpeg, String taken, String offset, int orientation) {
        int subDirectory = 8 + 2 + 2 * 12 + 4;
        int data = subDirectory + 2 + 2 * 12 + 4;
        var block = ByteBuffer.allocate(data + 20 + 7).order(ByteOrder.LITTLE_ENDIAN);
        block.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        block.putShort((short) 2);
        entry(block, 0x0112, 3, 1, orientation);
        entry(block, 0x8769, 4, 1, subDirectory);
        block.putInt(0);
        block.putShort((short) 2);
        entry(block, 0x9003, 2, 20, data);
        entry(block, 0x9011, 2, 7, data + 20);
        block.putInt(0);
        block.put((taken + "\0").getBytes(StandardCharsets.US_ASCII));
        block.put((offset + "\0").getBytes(StandardCharsets.US_ASCII));
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int length = 2 + 6 + block.capacity();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(block.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static void entry(ByteBuffer block, int tag, int type, int count, int value) {
        block.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
