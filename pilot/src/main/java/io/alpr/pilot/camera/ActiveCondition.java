package io.alpr.pilot.camera;

import java.time.Instant;

/**
 * Something that is wrong now.
 *
 * @param condition what
 * @param since when it began, UTC; earlier than it was noticed
 * @param detail one line with the figures, for people
 */
public record ActiveCondition(Condition condition, Instant since, String detail) {}
