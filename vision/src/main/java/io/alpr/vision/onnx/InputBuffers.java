package io.alpr.vision.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Native memory for the inputs of calls, kept from call to call: a detector's input is megabytes,
 * and taking it anew for each frame would leave freeing it to the garbage collector. Thread-safe.
 */
final class InputBuffers {
    /** Buffers kept at most; those of more calls at once are left to the garbage collector. */
    private static final int KEPT_MAX = 8;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT_MAX);

    Loan lend() {
        return new Loan();
    }

    private ByteBuffer take(int bytes) {
        ByteBuffer kept = free.poll();
        return kept != null && kept.capacity() >= bytes
                ? kept
                : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The buffers of one call; closing gives them back, after which its tensors are invalid. */
    final class Loan implements AutoCloseable {
        private final List<ByteBuffer> taken = new ArrayList<>();

        private Loan() {}

        OnnxTensor tensor(Tensor tensor) throws OrtException {
            var environment = OrtEnvironment.getEnvironment();
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            return switch (tensor) {
                case Tensor.Floats floats -> {
                    var buffer = borrow(Math.multiplyExact(4, floats.values().length));
                    var view = buffer.asFloatBuffer().put(floats.values()).flip();
                    yield OnnxTensor.createTensor(environment, view, shape);
                }
                case Tensor.Bytes bytes -> {
                    var buffer = borrow(bytes.values().length).put(bytes.values()).flip();
                    yield OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.UINT8);
                }
            };
        }

        private ByteBuffer borrow(int bytes) {
            var buffer = take(bytes);
            taken.add(buffer);
            return buffer.clear().limit(bytes);
        }

        @Override
        public void close() {
            taken.forEach(free::offer);
        }
    }
}
