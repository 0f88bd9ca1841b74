package io.alpr.pilot.camera;

import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Duration;

/** Counts the frames of one connection that nobody looked at. Used by the camera's thread. */
final class Losses implements AutoCloseable {
    private final FrameSource source;
    private final CameraMeters meters;
    private long next;
    private long drops;
    private long late;
    private long owed;

    Losses(FrameSource source, CameraMeters meters) {
        this.source = source;
        this.meters = meters;
    }

    /**
     * A frame has come.
     *
     * @return frames that the camera gave since the one before, this one among them
     */
    long before(Frame frame) {
        long dropped = dropped() - drops;
        drops += dropped;
        long thrown = source.late() - late;
        late += thrown;
        meters.dropped("behind", dropped);
        meters.dropped("late", thrown);
        meters.skipped(skipped(frame.number() - next - dropped));
        meters.behind(source.behind());
        next = frame.number() + 1;
        return 1 + dropped + thrown;
    }

    /** A frame that was fetched before others were dropped is counted after them. */
    private long skipped(long frames) {
        long all = frames + owed;
        owed = Math.min(0, all);
        return Math.max(0, all);
    }

    private long dropped() {
        return source instanceof BackgroundSource decoded ? decoded.drops() : 0;
    }

    /** Without a connection nothing is behind. */
    @Override
    public void close() {
        meters.behind(Duration.ZERO);
    }
}
