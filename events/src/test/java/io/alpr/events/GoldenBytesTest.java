package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Bytes that earlier releases wrote, kept with the schema they were written by: {@code
 * <record>-v<n>.avsc}, {@code .hex} (the value with schema number 1) and {@code .txt} (the event as
 * it must be read). A new version adds files, it never changes any.
 */
class GoldenBytesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final List<String> LATEST = List.of("plate-event-v1", "camera-status-v2");

    @TestFactory
    Stream<DynamicTest> todaysReaderReadsEveryVersion() throws IOException {
        var versions = versions();
        assertThat(versions).hasSizeGreaterThanOrEqualTo(2);
        return versions.stream()
                .map(version -> DynamicTest.dynamicTest(version, () -> readsAsItDid(version)));
    }

    @Test
    void todaysSchemasAreTheLatestGoldenOnes() throws IOException {
        assertThat(Schemas.PLATE_EVENT).isEqualTo(schema("plate-event-v1"));
        assertThat(Schemas.CAMERA_STATUS).isEqualTo(schema("camera-status-v2"));
    }

    private static void readsAsItDid(String version) throws IOException {
        var registry = new TestingRegistry();
        assertThat(registry.idOf("any", schema(version))).isEqualTo(1);
        var bytes = HexFormat.of().parseHex(text(version + ".hex"));

        var read =
                version.startsWith("plate-event")
                        ? new PlateEventCodec(registry, "any").decode(bytes).toString()
                        : new CameraStatusCodec(registry).decode(bytes).toString();

        assertThat(read).startsWith(open(text(version + ".txt")));
        if (LATEST.contains(version)) {
            assertThat(read).isEqualTo(text(version + ".txt"));
        }
    }

    /** Without its last bracket: later releases have more to say at the end of a record. */
    private static String open(String record) {
        return record.substring(0, record.length() - 1);
    }

    private static List<String> versions() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .map(name -> name.substring(0, name.length() - ".avsc".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Schema schema(String version) throws IOException {
        return new Schema.Parser().parse(text(version + ".avsc"));
    }

    private static String text(String file) throws IOException {
        return Files.readString(GOLDEN.resolve(file)).strip();
    }
}
