package io.alpr.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold a secret or a configuration: mode 0600 from the first byte on. */
final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Writes anew.
     *
     * @param file its folder is made if missing
     * @param text the whole content
     * @return the file
     */
    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "%s cannot be written: %s".formatted(file, failed.getMessage()), failed);
        }
    }
}
