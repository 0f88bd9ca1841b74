package io.alpr.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.events.CameraStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The latest report of each camera, and how it was minute by minute. An older report never takes
 * the place of a newer one. Safe for use by many threads and processes.
 */
public final class CameraStatusStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPSERT =
            """
            INSERT INTO camera_status (camera_id, site_id, state, reported_at, fps, last_frame, last_read, drops,
                rejects, source_kind, width, height, codec, trouble, next_try, attempts, drops_by_reason, conditions)
            VALUES (:camera, :site, :state, :reported, :fps, :frame, :read, :drops,
                CAST(:rejects AS JSONB), :kind, :width, :height, :codec, :trouble, :nextTry, :attempts,
                CAST(:dropsByReason AS JSONB), CAST(:conditions AS JSONB))
            ON CONFLICT (camera_id) DO UPDATE SET
                site_id = excluded.site_id, state = excluded.state, reported_at = excluded.reported_at,
                fps = excluded.fps, last_frame = excluded.last_frame, last_read = excluded.last_read,
                drops = excluded.drops, rejects = excluded.rejects, source_kind = excluded.source_kind,
                width = excluded.width, height = excluded.height, codec = excluded.codec,
                trouble = excluded.trouble, next_try = excluded.next_try, attempts = excluded.attempts,
                drops_by_reason = excluded.drops_by_reason, conditions = excluded.conditions,
                updated_at = now()
            WHERE camera_status.reported_at <= excluded.reported_at
            """;

    private static final String MINUTE =
            """
            INSERT INTO camera_status_minutes (camera_id, minute, reported_at, state, fps, drops, trouble, conditions)
            VALUES (:camera, :minute, :reported, :state, :fps, :drops, :trouble, :conditions)
            ON CONFLICT (camera_id, minute) DO UPDATE SET
                reported_at = excluded.reported_at, state = excluded.state, fps = excluded.fps,
                drops = excluded.drops, trouble = excluded.trouble, conditions = excluded.conditions
            WHERE camera_status_minutes.reported_at <= excluded.reported_at
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public CameraStatusStore(Database database) {
        this.database = database;
    }

    /**
     * Stores reports in one transaction: of each camera the latest, and its last of each minute.
     *
     * @throws DatabaseUnavailable when nothing was stored; try again later
     */
    public void store(List<CameraStatus> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        database.inTransaction(
                handle -> {
                    storeLatest(handle, lastOf(statuses, CameraStatus::cameraId));
                    return storeMinutes(
                            handle,
                            lastOf(statuses, status -> status.cameraId() + " " + minute(status)));
                });
    }

    /** Of each key the last report, in the order of the keys, so that nobody waits in a circle. */
    private static Collection<CameraStatus> lastOf(
            List<CameraStatus> statuses, Function<CameraStatus, String> key) {
        var last = new TreeMap<String, CameraStatus>();
        for (var status : statuses) {
            last.merge(
                    key.apply(status),
                    status,
                    (a, b) -> b.reportedAt().isBefore(a.reportedAt()) ? a : b);
        }
        return last.values();
    }

    private static Instant minute(CameraStatus status) {
        return status.reportedAt().truncatedTo(ChronoUnit.MINUTES);
    }

    private static void storeLatest(Handle handle, Collection<CameraStatus> statuses) {
        var batch = handle.prepareBatch(UPSERT);
        for (var status : statuses) {
            bindActivity(batch, status.activity());
            bindView(batch, status.view());
            batch.bind("camera", status.cameraId())
                    .bind("site", status.site().isEmpty() ? null : status.site())
                    .bind("state", status.state())
                    .bind("reported", status.reportedAt().atOffset(ZoneOffset.UTC))
                    .add();
        }
        batch.execute();
    }

    private static void bindActivity(PreparedBatch batch, CameraStatus.Activity activity) {
        batch.bind("fps", activity.fps())
                .bind("frame", time(activity.lastFrame()))
                .bind("read", time(activity.lastRead()))
                .bind("drops", activity.drops())
                .bind("rejects", json(activity.rejects()));
    }

    private static void bindView(PreparedBatch batch, CameraStatus.View view) {
        batch.bind("kind", view.source().kind())
                .bind("width", view.source().width())
                .bind("height", view.source().height())
                .bind("codec", view.source().codec())
                .bind("trouble", view.trouble().reason())
                .bind("nextTry", time(view.trouble().nextTry()))
                .bind("attempts", view.trouble().attempts())
                .bind("dropsByReason", json(view.dropsByReason()))
                .bind(
                        "conditions",
                        json(
                                view.conditions().stream()
                                        .map(
                                                one ->
                                                        Map.of(
                                                                "name", one.name(),
                                                                "since", one.since().toString(),
                                                                "detail", one.detail()))
                                        .toList()));
    }

    private static int storeMinutes(Handle handle, Collection<CameraStatus> statuses) {
        var batch = handle.prepareBatch(MINUTE);
        for (var status : statuses) {
            batch.bind("camera", status.cameraId())
                    .bind("minute", minute(status).atOffset(ZoneOffset.UTC))
                    .bind("reported", status.reportedAt().atOffset(ZoneOffset.UTC))
                    .bind("state", status.state())
                    .bind("fps", status.activity().fps())
                    .bind("drops", status.activity().drops())
                    .bind("trouble", status.view().trouble().reason())
                    .bindArray(
                            "conditions",
                            String.class,
                            status.view().conditions().stream()
                                    .map(CameraStatus.Condition::name)
                                    .toArray())
                    .add();
        }
        return batch.execute().length;
    }

    /**
     * Forgets the minutes before a moment; the latest reports stay.
     *
     * @return how many there were
     * @throws DatabaseUnavailable when the database fails; try again later
     */
    public int forget(Instant before) {
        return database.inTransaction(
                handle ->
                        handle.createUpdate(
                                        "DELETE FROM camera_status_minutes WHERE minute < :before")
                                .bind("before", before.atOffset(ZoneOffset.UTC))
                                .execute());
    }

    private static @Nullable OffsetDateTime time(Instant time) {
        return time.equals(Instant.EPOCH) ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are always JSON", e);
        }
    }
}
