package io.alpr.vision.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * ONNX files of one node, written byte by byte as onnx.proto lays them out, so that tests need no
 * model from elsewhere.
 */
public final class TinyModel {
    /** ONNX element type float. */
    public static final int FLOAT = 1;

    /** ONNX element type uint8. */
    public static final int UINT8 = 2;

    private TinyModel() {}

    /**
     * Gives its input back. Input {@code in}, output {@code out}.
     *
     * @param shape -1 for a dimension of any length
     */
    public static byte[] echo(int type, int... shape) {
        byte[] node = join(text(1, "in"), text(2, "out"), text(4, "Identity"));
        return model(node, port(11, "in", type, shape), port(12, "out", type, shape));
    }

    /**
     * Gives the same floats whatever it is asked. Input {@code in}, output {@code out}.
     *
     * @param inputShape -1 for a dimension of any length
     */
    public static byte[] constant(int inputType, int[] inputShape, int[] shape, float... values) {
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        byte[] dims = new byte[0];
        for (int length : shape) {
            dims = join(dims, number(1, length));
        }
        byte[] tensor = join(dims, number(2, FLOAT), bytes(9, raw.array()));
        byte[] attribute = join(text(1, "value"), bytes(5, tensor), number(20, 4));
        byte[] node = join(text(2, "out"), text(4, "Constant"), bytes(5, attribute));
        return model(node, port(11, "in", inputType, inputShape), port(12, "out", FLOAT, shape));
    }

    /**
     * Gives the rows of a picture {@code [1, 3, height, width]}, those of its red plane first, as
     * {@code [3 * height, width]}. Input {@code in}, output {@code out}.
     */
    public static byte[] rows() {
        byte[] axis = join(text(1, "axis"), number(3, 3), number(20, 2));
        byte[] node = join(text(1, "in"), text(2, "out"), text(4, "Flatten"), bytes(5, axis));
        return model(node, port(11, "in", FLOAT, 1, 3, -1, -1), port(12, "out", FLOAT, -1, -1));
    }

    private static byte[] model(byte[] node, byte[] input, byte[] output) {
        byte[] graph = join(bytes(1, node), text(2, "tiny"), input, output);
        byte[] opset = join(text(1, ""), number(2, 13));
        return join(number(1, 8), bytes(7, graph), bytes(8, opset));
    }

    private static byte[] port(int field, String name, int type, int... shape) {
        byte[] dimensions = new byte[0];
        for (int length : shape) {
            byte[] dimension = length < 0 ? text(2, "any" + dimensions.length) : number(1, length);
            dimensions = join(dimensions, bytes(1, dimension));
        }
        byte[] tensor = join(number(1, type), bytes(2, dimensions));
        return bytes(field, join(text(1, name), bytes(2, bytes(1, tensor))));
    }

    private static byte[] text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return join(varint((field << 3) | 2), varint(value.length), value);
    }

    private static byte[] number(int field, long value) {
        return join(varint(field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 127) {
            out.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
