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
    private OutputStream out = OutputStream.nullOutputStream();
    private long room;

    RollingLog(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Copies until the child closes its end. A log that cannot be written (a full disk) neither
     * stops the child nor hides what it says from us.
     */
    void pump(InputStream source) {
        byte[] block = new byte[16 << 10];
        try {
            for (int length = source.read(block); length >= 0; length = source.read(block)) {
                write(block, length);
                split(block, length);
            }
        } catch (IOException gone) {
            // The child is gone: nothing is left to read.
        } finally {
            close();
        }
    }

    private void write(byte[] block, int length) {
        try {
            if (room < length) {
                close();
                out = rolled();
                room = BYTES_MAX;
            }
            out.write(block, 0, length);
            room -= length;
        } catch (IOException full) {
            // Tried again with the next block: there may be room by then.
        }
    }

    private OutputStream rolled() throws IOException {
        if (Files.exists(file)) {
            Path before = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void close() {
        try {
            out.close();
        } catch (IOException full) {
            // What did not fit is lost; the child goes on.
        }
        out = OutputStream.nullOutputStream();
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
}
