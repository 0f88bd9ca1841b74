package io.alpr.archive.read;

import java.time.Instant;
import java.util.UUID;

/**
 * A row's place in the order {@code captured_at DESC, event_id DESC}, which has no ties. A page
 * that starts after a position neither repeats nor skips a row when newer ones arrive meanwhile.
 *
 * @param capturedAt of the row, to the microsecond
 * @param eventId of the row
 */
public record Position(Instant capturedAt, UUID eventId) {}
