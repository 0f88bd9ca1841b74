package io.alpr.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.events.CameraStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest report of each camera. An older report never takes the place of a newer one. Safe for
 * use by many threads and processes.
 */
public final class CameraStatusStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPSERT =
            """
            INSERT INTO camera_status (camera_id, site_id, state, reported_at, fps, last_frame, last_read, drops, rejects)
            VALUES (:camera, :site, :state, :reported, :fps, :frame, :read, :drops, :rejects::jsonb)
            ON CONFLICT (camera_id) DO UPDATE SET
                site_id = excluded.site_id, state = excluded.state, reported_at = excluded.reported_at,
                fps = excluded.fps, last_frame = excluded.last_frame, last_read = excluded.last_read,
                drops = excluded.drops, rejects = excluded.rejects, updated_at = now()
            WHERE camera_status.reported_at <= excluded.reported_at
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public CameraStatusStore(Database database) {
        this.database = database;
    }

    /**
     * Stores reports in one transaction.
     *
     * @throws DatabaseUnavailable when nothing was stored; try again later
     */
    public void store(List<CameraStatus> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        var sorted =
                statuses.stream().sorted(Comparator.comparing(CameraStatus::cameraId)).toList();
        database.inTransaction(
                handle -> {
                    var batch = handle.prepareBatch(UPSERT);
                    for (var status : sorted) {
                        var activity = status.activity();
                        batch.bind("camera", status.cameraId())
                                .bind("site", status.site().isEmpty() ? null : status.site())
                                .bind("state", status.state())
                                .bind("reported", status.reportedAt().atOffset(ZoneOffset.UTC))
                                .bind("fps", activity.fps())
                                .bind("frame", time(activity.lastFrame()))
                                .bind("read", time(activity.lastRead()))
                                .bind("drops", activity.drops())
                                .bind("rejects", json(activity.rejects()))
                                .add();
                    }
                    return batch.execute();
                });
    }

    private static @Nullable OffsetDateTime time(Instant time) {
        return time.equals(Instant.EPOCH) ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static String json(Map<String, Long> rejects) {
        try {
            return JSON.writeValueAsString(rejects);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers is always JSON", e);
        }
    }
}
