package io.alpr.archive.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The archive in figures.
 *
 * @param totalEvents rows
 * @param uniquePlates distinct normalised plates
 * @param activeCameras distinct cameras
 * @param earliestEvent captured first; null while the archive is empty
 * @param latestEvent captured last; null while the archive is empty
 * @param averageConfidence 0 to 1; null while the archive is empty
 * @param averageLatencyMs null while no row has a latency
 */
public record ArchiveStats(
        long totalEvents,
        long uniquePlates,
        long activeCameras,
        @Nullable Instant earliestEvent,
        @Nullable Instant latestEvent,
        @Nullable Double averageConfidence,
        @Nullable Double averageLatencyMs) {}
