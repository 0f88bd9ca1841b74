package io.alpr.pilot;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.publish.StatusSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every report. */
final class CollectingStatuses implements StatusSink {
    private final List<CameraStatus> all = new CopyOnWriteArrayList<>();

    @Override
    public void report(CameraStatus status) {
        all.add(status);
    }

    List<CameraStatus> of(String cameraId) {
        return all.stream().filter(status -> status.cameraId().equals(cameraId)).toList();
    }

    List<String> states(String cameraId) {
        return of(cameraId).stream().map(CameraStatus::state).toList();
    }
}
