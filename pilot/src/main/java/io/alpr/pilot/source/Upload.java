package io.alpr.pilot.source;

import java.nio.file.Path;

/**
 * A picture file in a watched folder.
 *
 * @param file where it is
 * @param name within the folder, sub-folders included
 * @param stamp which of its contents
 */
record Upload(Path file, String name, Stamp stamp) {

    /**
     * Tells the contents of a file apart, as far as the folder says.
     *
     * @param modifiedMs modification time, milliseconds from 1970
     * @param bytes its size
     */
    record Stamp(long modifiedMs, long bytes) {}
}
