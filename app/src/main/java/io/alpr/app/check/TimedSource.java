package io.alpr.app.check;

import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.pilot.source.SourceItem;
import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A source that notes when each of its frames came, also of those that nobody fetches. */
final class TimedSource implements FrameSource {
    private final FrameSource origin;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int gaps;

    /**
     * @param pts presentation time from the start of the source
     * @param nanos {@link System#nanoTime} when the decoder gave it
     */
    record Arrival(Duration pts, long nanos) {}

    TimedSource(FrameSource origin) {
        this.origin = origin;
    }

    @Override
    public SourceItem next() {
        var item = origin.next();
        synchronized (arrivals) {
            switch (item) {
                case Frame frame -> arrivals.add(new Arrival(frame.pts(), frame.arrivedNanos()));
                case SourceItem.Gap _ -> gaps++;
                case SourceItem.Lull _, SourceItem.End _ -> {}
            }
        }
        return item;
    }

    List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    int undecodable() {
        synchronized (arrivals) {
            return gaps;
        }
    }

    @Override
    public SourceInfo info() {
        return origin.info();
    }

    @Override
    public void close() {
        origin.close();
    }
}
