package io.alpr.archive.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Where an entry is, and when it was made.
 *
 * @param chain of the program's run that wrote it
 * @param sequence in that chain, from 1
 * @param at to the microsecond, UTC; a chain's times may go back a little where several asked at
 *     once
 */
public record Place(UUID chain, long sequence, Instant at) {}
