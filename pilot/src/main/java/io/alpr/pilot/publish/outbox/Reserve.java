package io.alpr.pilot.publish.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds nothing but room. On a full disk not even a deletion can be noted, so nothing
 * would ever leave; giving this room back lets the first ones go, and they free the rest. For one
 * thread at a time.
 */
final class Reserve {
    private static final Logger log = LoggerFactory.getLogger(Reserve.class);
    private static final int BYTES = 4 << 20;

    private final Path file;
    private boolean spent;

    Reserve(Path file) {
        this.file = file;
    }

    /** Takes the room, if there is any and it is not taken yet; whether it is there now. */
    boolean take() {
        if (Files.exists(file)) {
            return true;
        }
        try {
            Files.write(file, new byte[BYTES]);
            spent = false;
            return true;
        } catch (IOException e) {
            log.debug("no room for a reserve", e);
            delete();
            return false;
        }
    }

    /** Gives the room back; whether there was any. */
    boolean spend() {
        boolean had = delete();
        spent |= had;
        return had;
    }

    /** Whether it was spent and there is no room to take it again, so that nothing may be added. */
    boolean isMissing() {
        return spent && !take();
    }

    private boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("reserve not deleted", e);
            return false;
        }
    }
}
