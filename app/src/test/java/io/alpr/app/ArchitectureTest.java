package io.alpr.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the house: who may use whom. */
final class ArchitectureTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.alpr");

    /** For each room, the rooms it may use. */
    private static final Map<String, List<String>> MAY_USE =
            Map.of(
                    "vision", List.of(),
                    "events", List.of(),
                    "service", List.of(),
                    "embedded", List.of(),
                    "archive", List.of("events"),
                    "pilot", List.of("vision", "events", "service"),
                    "recorder", List.of("events", "archive", "service"),
                    "query", List.of("events", "archive", "service", "vision"));

    @TestFactory
    List<DynamicTest> eachRoomUsesOnlyItsOwnNeighbours() {
        return MAY_USE.keySet().stream()
                .sorted()
                .map(room -> DynamicTest.dynamicTest(room, () -> holdsItsArrows(room)))
                .toList();
    }

    private static void holdsItsArrows(String room) {
        var neighbours = MAY_USE.getOrDefault(room, List.of());
        var barred =
                Stream.concat(MAY_USE.keySet().stream(), Stream.of("app"))
                        .filter(other -> !other.equals(room) && !neighbours.contains(other))
                        .map(other -> "io.alpr." + other + "..")
                        .toList();
        noClasses()
                .that()
                .resideInAPackage("io.alpr." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(barred.toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void onlyVisionOnnxTouchesTheModelRuntime() {
        onlyIn("ai.onnxruntime..", "io.alpr.vision.onnx..");
    }

    @Test
    void onlyTheArchiveAndTheOutboxTouchSql() {
        onlyIn("java.sql..", "io.alpr.archive..", "io.alpr.pilot.publish..");
    }

    @Test
    void onlyPublishingRecordingAndTheEmbeddedBrokerTouchKafka() {
        onlyIn(
                "org.apache.kafka..",
                "io.alpr.pilot.publish..",
                "io.alpr.recorder..",
                "io.alpr.embedded..");
    }

    @Test
    void onlyTheChassisAndTheQueryApiTouchTheWebFramework() {
        onlyIn("io.javalin..", "io.alpr.service..", "io.alpr.query..");
    }

    @Test
    void onlySourcesTouchFfmpeg() {
        onlyIn("org.bytedeco..", "io.alpr.pilot.source..");
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.alpr.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.alpr.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    private static void onlyIn(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }
}
