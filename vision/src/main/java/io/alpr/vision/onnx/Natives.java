package io.alpr.vision.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Unpacks ONNX Runtime's native libraries once into a folder that stays, instead of into a new
 * folder of the temporary directory at every start, which a killed process would leave behind (42
 * MB each).
 *
 * <p>The folder is {@code alpr/onnxruntime-<size>} below {@code $XDG_CACHE_HOME}, else {@code
 * ~/.cache}. Where it cannot be written, ONNX Runtime's own way is left as it is. A user who sets
 * the system property {@code onnxruntime.native.path} keeps the say.
 */
final class Natives {
    private static final String PATH_PROPERTY = "onnxruntime.native.path";
    private static final List<String> LIBRARIES =
            List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

    private Natives() {}

    /** Call before the first use of ONNX Runtime; may be called again. */
    static synchronized void prepare() {
        if (System.getProperty(PATH_PROPERTY) == null
                && System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            unpacked(cache()).ifPresent(at -> System.setProperty(PATH_PROPERTY, at.toString()));
        }
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        return (configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured))
                .resolve("alpr");
    }

    /** The folder of the unpacked libraries below {@code cache}, or empty where that fails. */
    static Optional<Path> unpacked(Path cache) {
        try {
            long size = 0;
            for (String library : LIBRARIES) {
                var resource = Natives.class.getResource(resource(library));
                if (resource == null) {
                    return Optional.empty();
                }
                size += resource.openConnection().getContentLengthLong();
            }
            Path folder = Files.createDirectories(cache.resolve("onnxruntime-" + size));
            for (String library : LIBRARIES) {
                unpack(library, folder);
            }
            return Optional.of(folder);
        } catch (IOException | SecurityException _) {
            // Not worth a failure: the runtime unpacks by itself then.
            return Optional.empty();
        }
    }

    private static void unpack(String library, Path folder) throws IOException {
        Path target = folder.resolve(library);
        if (Files.exists(target)) {
            return;
        }
        // A second process may do the same at this moment: each writes its own file, then renames.
        Path part = Files.createTempFile(folder, library, ".part");
        try (InputStream in = Natives.class.getResourceAsStream(resource(library))) {
            if (in == null) {
                throw new IOException("no resource " + resource(library));
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String resource(String library) {
        String machine = System.getProperty("os.arch");
        String folder = machine.equals("amd64") ? "x64" : machine;
        return "/ai/onnxruntime/native/linux-%s/%s".formatted(folder, library);
    }
}
