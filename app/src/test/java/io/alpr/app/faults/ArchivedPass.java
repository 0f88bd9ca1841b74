package io.alpr.app.faults;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A row of the archive.
 *
 * @param id of the event
 * @param revision the highest that came
 * @param camera its id
 * @param text of the plate
 * @param capturedAt UTC
 * @param flags what was unusual
 * @param pictures what became of them, e.g. {@code stored}
 */
record ArchivedPass(
        UUID id,
        int revision,
        String camera,
        String text,
        Instant capturedAt,
        List<String> flags,
        String pictures) {}
