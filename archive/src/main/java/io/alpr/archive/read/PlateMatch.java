package io.alpr.archive.read;

import java.time.Instant;

/**
 * A plate that the archive knows and that was looked for.
 *
 * @param plate normalised
 * @param lastSeen not earlier than a day before its last pass was captured
 * @param likeness to what was looked for
 */
public record PlateMatch(String plate, Instant lastSeen, Likeness likeness) {}
