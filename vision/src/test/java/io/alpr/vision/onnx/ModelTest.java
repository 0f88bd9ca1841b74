package io.alpr.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTest {
    @TempDir private Path folder;

    @Test
    void floatsComeOutAsTheyWentIn() {
        try (var model = Model.of("echo", TinyModel.echo(TinyModel.FLOAT, -1, 3), 1)) {
            for (int rows : new int[] {2, 5, 1, 0}) {
                var input = new Tensor.Floats(new int[] {rows, 3}, floats(rows, 3 * rows));
                var output = (Tensor.Floats) only(model.run(input));
                assertThat(output.shape()).containsExactly(rows, 3);
                assertThat(output.values()).containsExactly(input.values());
            }
        }
    }

    @Test
    void bytesComeOutAsTheyWentIn() {
        try (var model = Model.of("echo", TinyModel.echo(TinyModel.UINT8, 1, 4), 1)) {
            var input = new Tensor.Bytes(new int[] {1, 4}, new byte[] {0, 1, (byte) 200, -1});
            var output = (Tensor.Bytes) only(model.run(Map.of("in", input)));
            assertThat(output.values()).containsExactly(input.values());
        }
    }

    @Test
    void manyThreadsDoNotMixTheirTensors() throws Exception {
        try (var model = Model.of("echo", TinyModel.echo(TinyModel.FLOAT, -1), 1);
                var threads = Executors.newFixedThreadPool(4)) {
            var calls = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 400; i++) {
                int seed = i;
                calls.add(
                        () -> {
                            int length = 1 + new Random(seed).nextInt(5000);
                            float[] values = floats(seed, length);
                            var input = new Tensor.Floats(new int[] {length}, values);
                            var output = (Tensor.Floats) only(model.run(input));
                            return java.util.Arrays.equals(output.values(), values);
                        });
            }
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void tellsItsPortsAndTheSha256OfItsFile() throws IOException {
        Path file = folder.resolve("echo.onnx");
        Files.write(file, TinyModel.echo(TinyModel.UINT8, -1, 64, 128, 3));
        try (var model = Model.open("plates", file, 2)) {
            assertThat(model.name()).isEqualTo("plates");
            assertThat(model.inputs())
                    .containsExactly(new Port("in", "uint8", List.of(Port.ANY, 64L, 128L, 3L)));
            assertThat(model.outputs().getFirst()).hasToString("out uint8 [?, 64, 128, 3]");
            assertThat(model.sha256()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void aFileThatIsNoModelIsNamedInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("model.onnx"), "this is no model\n");
        assertThatThrownBy(() -> Model.open("mine", text, 1))
                .isInstanceOf(ModelFailure.class)
                .hasMessageStartingWith("Model mine: is not a usable ONNX model")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Model.open("mine", folder.resolve("gone.onnx"), 1))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("gone.onnx");
        assertThatThrownBy(() -> Model.resource("mine", "/models/none.onnx", 1))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("/models/none.onnx");
    }

    @Test
    void aTensorThatDoesNotFitIsRefusedWithWhatTheModelWants() {
        try (var model = Model.of("echo", TinyModel.echo(TinyModel.FLOAT, 1, 4), 1)) {
            assertThatThrownBy(() -> model.run(new Tensor.Floats(new int[] {1, 3}, new float[3])))
                    .isInstanceOf(ModelFailure.class)
                    .hasMessageContaining("in float [1, 4]")
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> model.run(new Tensor.Bytes(new int[] {1, 4}, new byte[4])))
                    .isInstanceOf(ModelFailure.class);
        }
        assertThatThrownBy(() -> new Tensor.Floats(new int[] {2, 3}, new float[5]))
                .hasMessageContaining("[2, 3] cannot hold 5");
    }

    @Test
    void nothingOfTheRuntimeStaysInTheTemporaryFolder() throws IOException {
        try (var model = Model.of("echo", TinyModel.echo(TinyModel.FLOAT, 1), 1)) {
            assertThat(model.inputs()).hasSize(1);
        }
        Path libraries = Natives.unpacked(folder).orElseThrow();
        assertThat(libraries).isDirectoryContaining("glob:**/libonnxruntime.so");
        long changed = Files.getLastModifiedTime(libraries.resolve("libonnxruntime.so")).toMillis();
        assertThat(Natives.unpacked(folder)).contains(libraries);
        assertThat(Files.getLastModifiedTime(libraries.resolve("libonnxruntime.so")).toMillis())
                .describedAs("the second start unpacks nothing")
                .isEqualTo(changed);
        try (var files = Files.list(libraries)) {
            assertThat(files).hasSize(2);
        }
        assertThat(System.getProperty("onnxruntime.native.path")).isNotNull();
    }

    @Test
    void whereTheCacheCannotBeWrittenTheRuntimeIsLeftToItself() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Natives.unpacked(file)).isEmpty();
    }

    private static Tensor only(Map<String, Tensor> outputs) {
        assertThat(outputs).containsOnlyKeys("out");
        return outputs.values().iterator().next();
    }

    private static float[] floats(int seed, int count) {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
