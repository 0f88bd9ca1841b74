package io.alpr.pilot.publish;

import io.alpr.events.CameraStatus;

/** Where reports of cameras go. Safe for several threads. */
public interface StatusSink {
    /**
     * Takes a report; a later one makes it worthless, so it may be lost while the broker is away.
     */
    void report(CameraStatus status);
}
