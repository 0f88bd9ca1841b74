package io.alpr.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is told what is read here. */
final class SilenceTest {
    /** What a program of its own does: another test here may have begun long ago. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (var model = Model.of("echo", TinyModel.echo(TinyModel.FLOAT, 1), 1)) {
                model.run(new Tensor.Floats(new int[] {1}, new float[] {1}));
            }
            System.out.println("ran");
        }
    }

    @Test
    void theRuntimeLeavesNoIdOfThisMachineForItsMaker(@TempDir Path folder) throws Exception {
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Program.class.getName()));
        var environment = builder.environment();
        environment.put("HOME", folder.toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        // Either of these would keep it silent by itself.
        environment.remove("CI");
        environment.remove("ORT_DISABLE_TELEMETRY");
        var log = folder.resolve("log").toFile();
        var process = builder.redirectErrorStream(true).redirectOutput(log).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log).content().contains("ran");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile))
                    .as("but the log and its own libraries")
                    .allMatch(
                            file ->
                                    file.endsWith("log")
                                            || file.startsWith(folder.resolve("cache/alpr")));
        }
    }
}
