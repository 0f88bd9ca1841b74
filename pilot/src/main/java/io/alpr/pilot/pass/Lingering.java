package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes that are over while the evidence stream is still searched for their pictures. Bounded by
 * time; owned by the thread of its camera.
 */
final class Lingering {
    private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();

    private final List<Leaving> passes = new ArrayList<>();

    /**
     * @param pass that is over
     * @param frame in which it ended
     * @param untilNanos when it is given up
     */
    record Leaving(Pass pass, Frame frame, long untilNanos) {}

    /** Also if nothing is looked for any more: something may have come while it ended. */
    void add(Pass pass, Frame frame) {
        passes.add(new Leaving(pass, frame, System.nanoTime() + LONGEST_NANOS));
    }

    /** Those for which nothing more comes, once each. */
    List<Leaving> gone() {
        if (passes.isEmpty()) {
            return List.of();
        }
        long now = System.nanoTime();
        var gone = new ArrayList<Leaving>();
        for (var leaving : passes) {
            var looks = leaving.pass().secondLooks();
            looks.collect();
            if (looks.isOpen() && now - leaving.untilNanos() > 0) {
                looks.giveUp();
            }
            if (!looks.isOpen()) {
                gone.add(leaving);
            }
        }
        passes.removeAll(gone);
        return gone;
    }

    /** All of them, after what is still looked for has come or the time is over. */
    List<Leaving> all(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (var leaving : passes) {
            var looks = leaving.pass().secondLooks();
            looks.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            looks.giveUp();
        }
        return gone();
    }

    /** None of them is of any interest any more. */
    void forget() {
        passes.forEach(leaving -> leaving.pass().secondLooks().giveUp());
        passes.clear();
    }
}
