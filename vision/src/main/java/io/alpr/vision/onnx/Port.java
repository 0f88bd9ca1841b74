package io.alpr.vision.onnx;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A named input or output that a model declares.
 *
 * @param name the name in the graph
 * @param type ONNX's element type in lower case: {@code float}, {@code uint8}, …
 * @param shape length of each dimension; {@link #ANY} where the model leaves it open
 */
public record Port(String name, String type, List<Long> shape) {
    /** A dimension whose length the caller chooses. */
    public static final long ANY = -1;

    public Port {
        shape = List.copyOf(shape);
    }

    /** Like {@code images float [?, 3, 640, 640]}. */
    @Override
    public String toString() {
        return shape.stream()
                .map(length -> length == ANY ? "?" : length.toString())
                .collect(Collectors.joining(", ", name + " " + type + " [", "]"));
    }
}
