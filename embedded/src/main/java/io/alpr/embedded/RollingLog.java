package io.alpr.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * What a child prints, in a file that stays under {@value #BYTES_MAX} bytes; the one before it is
 * kept as {@code .1}. One thread pumps; nothing of the child's own logging set-up is needed.
 */
final class RollingLog {
    private static final long BYTES_MAX = 8L << 20;
    private static final int LINE_BYTES_MAX = 4096;

    private final Path file;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    RollingLog(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Copies until the child closes its end. A log that cannot be written does not stop the child.
     */
    void pump(InputStream source) {
        byte[] block = new byte[16 << 10];
        try {
            roll();
            int length = source.read(block);
            while (length >= 0) {
                length = fill(source, block, length);
                roll();
            }
        } catch (IOException full) {
            drain(source);
        }
    }

    private int fill(InputStream source, byte[] block, int first) throws IOException {
        int length = first;
        long written = 0;
        try (OutputStream out =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (length >= 0 && written < BYTES_MAX) {
                out.write(block, 0, length);
                written += length;
                split(block, length);
                length = source.read(block);
            }
        }
        return length;
    }

    private void split(byte[] block, int length) {
        for (int index = 0; index < length; index++) {
            if (block[index] == '\n') {
                lines.accept(line.toString());
                line.setLength(0);
            } else if (line.length() < LINE_BYTES_MAX) {
                line.append((char) (block[index] & 0xff));
            }
        }
    }

    private void roll() throws IOException {
        if (Files.exists(file)) {
            Path before = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void drain(InputStream source) {
        try {
            source.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // The child is gone: nothing is left to read.
        }
    }
}
