package io.alpr.pilot.source;

import io.alpr.pilot.source.Upload.Stamp;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a folder and its sub-folders for pictures. Looking again and again works on every
 * file system, shares of other machines too, where the kernel's notices do not.
 *
 * @param root of the folder
 */
record UploadFolder(Path root) {
    /** Cameras make folders of dates and hours; links are not followed. */
    private static final int DEPTH_MAX = 8;

    private static final int FILES_MAX = 200_000;

    /** Hidden files are uploads under way, and our own. */
    private static final Pattern PICTURE =
            Pattern.compile("(?i)[^.\\p{Cntrl}][^\\p{Cntrl}]*\\.(jpg|jpeg|png)");

    /** There are more pictures than can be kept in mind. */
    static final class TooMany extends IOException {
        private static final long serialVersionUID = 1;

        TooMany() {
            super(
                    "the folder holds more than %d pictures, move old ones away"
                            .formatted(FILES_MAX));
        }
    }

    /**
     * Every picture there is now, in no order.
     *
     * @throws IOException if the folder cannot be read
     */
    List<Upload> look() throws IOException {
        var found = new ArrayList<Upload>();
        Files.walkFileTree(
                root, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, new Visitor(found));
        return found;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Upload> found;

        Visitor(List<Upload> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden =
                    !folder.equals(root) && String.valueOf(folder.getFileName()).startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()
                    && attributes.size() > 0
                    && PICTURE.matcher(String.valueOf(file.getFileName())).matches()) {
                if (found.size() >= FILES_MAX) {
                    throw new TooMany();
                }
                var stamp = new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size());
                found.add(new Upload(file, root.relativize(file).toString(), stamp));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (file.equals(root)) {
                throw fault;
            }
            // It went while we looked, or is not ours to read.
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) {
            return FileVisitResult.CONTINUE;
        }
    }
}
