package io.alpr.vision.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An ONNX model, loaded and ready to run on the CPU.
 *
 * <p>Safe to call from several threads at once; call from platform threads, since a call holds its
 * carrier. {@link #run} copies in and out and frees all native memory that it took before it
 * returns; the model's own is freed by {@link #close}, which must come after the last call has
 * returned.
 */
public final class Model implements AutoCloseable {
    private final String name;
    private final String sha256;
    private final OrtSession session;
    private final InputBuffers buffers = new InputBuffers();

    private Model(String name, byte[] file, int threads) {
        this.name = name;
        this.sha256 = sha256(file);
        this.session = session(name, file, threads);
    }

    /**
     * Loads a model from a file.
     *
     * @param name what to call it in events and errors
     * @param threads threads of one call, at least 1
     * @throws ModelFailure if the file is missing or no ONNX model
     */
    public static Model open(String name, Path file, int threads) {
        try {
            return of(name, Files.readAllBytes(file), threads);
        } catch (NoSuchFileException e) {
            throw new ModelFailure(name, "there is no file " + file, e);
        } catch (IOException e) {
            throw new ModelFailure(name, "cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Loads a model from the class path.
     *
     * @param resource absolute name, e.g. {@code /models/detector.onnx}
     */
    public static Model resource(String name, String resource, int threads) {
        try (var in = Model.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelFailure(name, "the class path holds no " + resource);
            }
            return of(name, in.readAllBytes(), threads);
        } catch (IOException e) {
            throw new ModelFailure(
                    name, "cannot read resource %s: %s".formatted(resource, e.getMessage()), e);
        }
    }

    /** Loads a model from the bytes of its file. */
    public static Model of(String name, byte[] file, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "Model %s needs 1 thread or more, got: %d".formatted(name, threads));
        }
        return new Model(name, file, threads);
    }

    private static OrtSession session(String name, byte[] file, int threads) {
        Silence.demand();
        Natives.prepare();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Waiting threads sleep: spinning would take the decoder's and the other cameras' time.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return OrtEnvironment.getEnvironment().createSession(file, options);
        } catch (OrtException e) {
            throw new ModelFailure(name, "is not a usable ONNX model: " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The name given at loading. */
    public String name() {
        return name;
    }

    /** SHA-256 of the model file, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** What the model wants, in its order. */
    public List<Port> inputs() {
        try {
            return ports(session.getInputInfo().values());
        } catch (OrtException e) {
            throw new ModelFailure(name, "does not tell its inputs: " + e.getMessage(), e);
        }
    }

    /** What the model gives, in its order. */
    public List<Port> outputs() {
        try {
            return ports(session.getOutputInfo().values());
        } catch (OrtException e) {
            throw new ModelFailure(name, "does not tell its outputs: " + e.getMessage(), e);
        }
    }

    private static List<Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(Model::port).toList();
    }

    private static Port port(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            return new Port(node.getName(), "no tensor", List.of());
        }
        List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
        String type = info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "");
        return new Port(node.getName(), type.toLowerCase(Locale.ROOT), shape);
    }

    /**
     * Runs a model of one input.
     *
     * @return its outputs by name, in the model's order
     * @throws ModelFailure if the model does not take this tensor
     */
    public Map<String, Tensor> run(Tensor input) {
        if (session.getNumInputs() != 1) {
            throw new ModelFailure(name, "wants several inputs: " + inputs());
        }
        return run(Map.of(session.getInputNames().iterator().next(), input));
    }

    /**
     * Runs the model.
     *
     * @param inputs a tensor for each input, by name
     * @return its outputs by name, in the model's order
     * @throws ModelFailure if the model does not take these tensors
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        var natives = new HashMap<String, OnnxTensor>();
        try (var lent = buffers.lend()) {
            for (var input : inputs.entrySet()) {
                natives.put(input.getKey(), lent.tensor(input.getValue()));
            }
            try (var result = session.run(natives)) {
                var outputs = new LinkedHashMap<String, Tensor>();
                for (var output : result) {
                    outputs.put(output.getKey(), copy(output.getKey(), output.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new ModelFailure(name, e.getMessage() + "; it wants " + inputs(), e);
        } finally {
            natives.values().forEach(OnnxTensor::close);
        }
    }

    private Tensor copy(String output, OnnxValue value) {
        if (value instanceof OnnxTensor tensor) {
            int[] shape = shape(tensor.getInfo());
            switch (tensor.getInfo().type) {
                case FLOAT -> {
                    return new Tensor.Floats(shape, tensor.getFloatBuffer().array());
                }
                case UINT8, INT8, BOOL -> {
                    return new Tensor.Bytes(shape, tensor.getByteBuffer().array());
                }
                case INT64 -> {
                    long[] values = tensor.getLongBuffer().array();
                    var floats = new float[values.length];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = values[i];
                    }
                    return new Tensor.Floats(shape, floats);
                }
                default -> {}
            }
        }
        throw new ModelFailure(
                name, "output %s must be float, uint8 or int64: %s".formatted(output, outputs()));
    }

    private static int[] shape(TensorInfo info) {
        return Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure(name, "cannot be closed: " + e.getMessage(), e);
        }
    }
}
