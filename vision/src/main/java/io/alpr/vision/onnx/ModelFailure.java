package io.alpr.vision.onnx;

import java.io.Serial;

/**
 * A model that cannot be opened or run, or whose inputs or outputs are not what its format
 * promises. The message is one line that names the model.
 */
public final class ModelFailure extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * @param model the model's name
     * @param fault what is wrong with it; line breaks become blanks
     */
    public ModelFailure(String model, String fault) {
        super(line(model, fault));
    }

    ModelFailure(String model, String fault, Throwable cause) {
        super(line(model, fault), cause);
    }

    private static String line(String model, String fault) {
        return "Model %s: %s".formatted(model, fault.strip().replaceAll("\\s+", " "));
    }
}
