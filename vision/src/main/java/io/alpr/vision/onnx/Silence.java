package io.alpr.vision.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * Keeps ONNX Runtime from reporting to its maker. Since 1.29 its Linux libraries do so unless the
 * environment says otherwise before they begin: at the first environment they write a device id to
 * the disk and open an uploader; the call of its API that turns events off comes too late for both.
 * So the variable is set from inside, for commands, tests and whoever uses this as a library alike.
 *
 * @see <a href="https://github.com/microsoft/onnxruntime/pull/27379">Add POSIX telemetry</a>
 */
final class Silence {
    private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private Silence() {}

    /**
     * Call before the first use of ONNX Runtime; may be called again.
     *
     * @throws ModelFailure when it cannot be kept silent: then it must not begin
     */
    static synchronized void demand() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")) {
            set();
        }
    }

    // Native access is allowed by our commands and tests; a library user who forbids it is told so.
    @SuppressWarnings("restricted")
    private static void set() {
        var linker = Linker.nativeLinker();
        var library = linker.defaultLookup();
        var setenv =
                linker.downcallHandle(
                        library.findOrThrow("setenv"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            int failed =
                    (int)
                            setenv.invokeExact(
                                    arena.allocateFrom(VARIABLE), arena.allocateFrom("1"), 1);
            if (failed != 0) {
                throw new ModelFailure(
                        "ONNX Runtime",
                        "cannot be kept from reporting: set %s=1".formatted(VARIABLE));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ModelFailure(
                    "ONNX Runtime",
                    "cannot be kept from reporting: set %s=1".formatted(VARIABLE),
                    e);
        }
    }
}
