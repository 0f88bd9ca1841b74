package io.alpr.pilot.publish.outbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in the outbox, counted along so that nobody has to ask the disk. For one thread at a
 * time.
 */
final class Stock {
    private final Map<String, Integer> waitingByCamera = new TreeMap<>();
    private final Map<PictureLoss, Long> losses = new EnumMap<>(PictureLoss.class);
    private int waiting;
    private int setAside;
    private long bytes;
    private long pictureBytes;
    private int turn;

    /** Events came that wait. */
    void arrived(String cameraId, int events, long eventBytes) {
        waitingByCamera.merge(cameraId, events, Integer::sum);
        waiting += events;
        bytes += eventBytes;
    }

    /** An event that waited is gone. */
    void left(String cameraId, long eventBytes) {
        waitsNoMore(cameraId);
        bytes -= eventBytes;
    }

    /** Events are there that do not wait, since they were set aside before. */
    void foundSetAside(int events, long eventBytes) {
        setAside += events;
        bytes += eventBytes;
    }

    /** An event that waited stays, but waits no more. */
    void wentAside(String cameraId) {
        waitsNoMore(cameraId);
        setAside++;
    }

    private void waitsNoMore(String cameraId) {
        waiting--;
        waitingByCamera.merge(cameraId, -1, Integer::sum);
        waitingByCamera.values().removeIf(events -> events == 0);
    }

    /** Pictures came, or, with fewer than no bytes, went with their event. */
    void pictures(long more) {
        pictureBytes += more;
    }

    /** A picture goes no further; what bytes it had here are free. */
    void lost(PictureLoss loss, long less) {
        losses.merge(loss, 1L, Long::sum);
        pictureBytes -= less;
    }

    /** The cameras whose events wait, another one first at each call. */
    List<String> camerasInTurn() {
        var cameras = new ArrayList<>(waitingByCamera.keySet());
        Collections.rotate(cameras, -turn++);
        return cameras;
    }

    int waiting() {
        return waiting;
    }

    int setAside() {
        return setAside;
    }

    /** Of events and pictures. */
    long bytes() {
        return bytes + pictureBytes;
    }

    long pictureBytes() {
        return pictureBytes;
    }

    long losses(PictureLoss loss) {
        return losses.getOrDefault(loss, 0L);
    }
}
