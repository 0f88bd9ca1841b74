package io.alpr.pilot.publish.outbox;

import java.nio.file.Path;

/**
 * Where an outbox is and how large it may become.
 *
 * @param folder made absolute; created when it is missing; of one pilot alone
 * @param bytesMax most bytes of events and pictures together, 1 MiB or more; what SQLite needs
 *     beside them (a journal and a reserve of a few MiB) is not counted
 */
public record OutboxSettings(Path folder, long bytesMax) {
    private static final long BYTES_MIN = 1L << 20;

    public OutboxSettings {
        folder = folder.toAbsolutePath().normalize();
        if (bytesMax < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "an outbox must have %d bytes or more, got: %d".formatted(BYTES_MIN, bytesMax));
        }
    }
}
