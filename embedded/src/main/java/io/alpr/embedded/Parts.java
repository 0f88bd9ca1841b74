package io.alpr.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder with the children's class paths and binaries: {@code kafka}, {@code kafka-zookeeper},
 * {@code registry}, {@code objects}, {@code postgres}.
 *
 * @param folder its place
 */
public record Parts(Path folder) {
    /** Refuses a folder that is not there. */
    public Parts {
        if (!Files.isDirectory(folder)) {
            throw new EmbeddedFailure(
                    "parts folder %s does not exist: build it with 'mvn process-resources -pl embedded' or name it with -Dalpr.parts"
                            .formatted(folder));
        }
    }

    /**
     * Finds the folder: system property {@code alpr.parts}; else {@code parts} beside our jar or
     * beside its folder, or beside our classes; else {@code embedded/target/parts} under the
     * property {@code alpr.root}.
     *
     * @return the folder
     * @throws EmbeddedFailure naming the places when there is none
     */
    public static Parts locate() {
        List<Path> places = places();
        return places.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .map(Parts::new)
                .orElseThrow(
                        () ->
                                new EmbeddedFailure(
                                        "parts folder is in none of %s: build it with 'mvn process-resources -pl embedded' or name it with -Dalpr.parts"
                                                .formatted(places)));
    }

    private static List<Path> places() {
        Optional<String> named = Optional.ofNullable(System.getProperty("alpr.parts"));
        if (named.isPresent()) {
            return List.of(Path.of(named.get()).toAbsolutePath());
        }
        List<Path> places = new ArrayList<>();
        Path own = ownPlace();
        for (Optional<Path> base = Optional.ofNullable(own.getParent());
                base.isPresent() && places.size() < 2;
                base = base.map(Path::getParent)) {
            places.add(base.get().resolve("parts"));
        }
        Optional.ofNullable(System.getProperty("alpr.root"))
                .ifPresent(root -> places.add(Path.of(root, "embedded", "target", "parts")));
        return places;
    }

    private static Path ownPlace() {
        try {
            return Path.of(Parts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException broken) {
            throw new EmbeddedFailure("our own jar has no readable place", broken);
        }
    }

    /**
     * The folder of one part.
     *
     * @param name such as {@code postgres}
     * @return the folder, which exists
     */
    Path part(String name) {
        Path part = folder.resolve(name);
        if (!Files.isDirectory(part)) {
            throw new EmbeddedFailure(
                    "part %s is missing from %s: build it with 'mvn process-resources -pl embedded'"
                            .formatted(name, folder));
        }
        return part;
    }

    /**
     * The class path of one part: every jar of its folder, sorted, since the order must not depend
     * on the file system.
     *
     * @param name such as {@code kafka}
     * @return paths joined by the platform's separator
     */
    String classPath(String name) {
        try (Stream<Path> files = Files.list(part(name))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException unreadable) {
            throw new EmbeddedFailure("part %s cannot be read".formatted(name), unreadable);
        }
    }
}
