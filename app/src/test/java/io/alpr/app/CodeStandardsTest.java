package io.alpr.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house rules that can be counted. */
final class CodeStandardsTest {
    private static final Path ROOT = Path.of(System.getProperty("alpr.root", ".."));
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "^public (?:final |abstract |sealed |non-sealed |static )*(?:class|record|enum|interface|@interface) (\\w+)");

    private static List<Path> sources(String part) {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(part))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> offences(
            String part, BiFunction<Path, List<String>, List<String>> rule) {
        var found = new ArrayList<String>();
        for (var file : sources(part)) {
            try {
                rule.apply(file, Files.readAllLines(file))
                        .forEach(what -> found.add(ROOT.relativize(file) + ": " + what));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    @Test
    void thereAreSourcesToLookAt() {
        assertThat(sources("/src/main/")).hasSizeGreaterThan(50);
    }

    @Test
    void noFileIsLongerThanAPersonReads() {
        assertThat(
                        offences(
                                "/src/",
                                (_, lines) ->
                                        lines.size() > FILE_LINES_MAX
                                                ? List.of(lines.size() + " lines")
                                                : List.of()))
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThanAScreen() throws IOException {
        assertThat(MethodLengths.longerThan(METHOD_LINES_MAX, sources("/src/"), ROOT)).isEmpty();
    }

    @Test
    void everyPublicTypeIsDocumented() {
        assertThat(offences("/src/main/", (_, lines) -> undocumented(lines))).isEmpty();
    }

    private static List<String> undocumented(List<String> lines) {
        var found = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var match = PUBLIC_TYPE.matcher(lines.get(i));
            if (match.find() && !documented(lines, i)) {
                found.add(match.group(1) + " has no Javadoc");
            }
        }
        return found;
    }

    /** Only annotations may stand between a type and its Javadoc. */
    private static boolean documented(List<String> lines, int type) {
        int above = type - 1;
        while (above >= 0
                && !lines.get(above).isBlank()
                && !lines.get(above).strip().endsWith("*/")) {
            above--;
        }
        return above >= 0 && lines.get(above).strip().endsWith("*/");
    }

    @Test
    void nothingIsLeftUnfinishedByItsOwnWord() {
        var word = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b|not implemented");
        assertThat(
                        offences(
                                "/src/main/",
                                (_, lines) ->
                                        lines.stream()
                                                .filter(line -> word.matcher(line).find())
                                                .toList()))
                .isEmpty();
    }

    /**
     * The command answers on standard output; the guard is the main class of a child and has only
     * its own streams.
     */
    private static boolean mayPrint(Path file) {
        return file.toString().contains("/app/") || file.toString().contains("/embedded/guard/");
    }

    @Test
    void onlyTheCommandPrints() {
        assertThat(
                        offences(
                                "/src/main/",
                                (file, lines) ->
                                        mayPrint(file)
                                                ? List.of()
                                                : lines.stream()
                                                        .filter(
                                                                line ->
                                                                        line.contains("System.out")
                                                                                || line.contains(
                                                                                        "printStackTrace"))
                                                        .toList()))
                .isEmpty();
    }

    @Test
    void noRoomIsCalledAfterNothing() {
        var empty =
                Pattern.compile(
                        "(?i).*/(?:[^/]*(?:util|utils|helper|helpers|manager|misc)|common)(?:\\.java|/.*)");
        assertThat(sources("/src/main/"))
                .noneMatch(
                        file ->
                                empty.matcher(file.toString().replace(ROOT.toString(), ""))
                                        .matches());
    }

    @Test
    void everyPackageIsNullMarked() {
        var without = new ArrayList<Path>();
        for (var file : sources("/src/main/")) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                without.add(ROOT.relativize(file));
            }
        }
        assertThat(without).isEmpty();
    }
}
