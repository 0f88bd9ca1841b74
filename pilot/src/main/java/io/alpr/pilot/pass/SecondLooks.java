package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.Exhibit;
import io.alpr.pilot.evidence.Finding;
import io.alpr.pilot.evidence.SecondPicture;
import io.alpr.pilot.evidence.SecondSight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The pictures that the evidence stream has of one pass. It is asked for the best read of the
 * published text, and again when the plate is clearly larger; what it finds is for later revisions.
 * Owned by the thread of its camera, which never waits but in {@link #await}.
 */
final class SecondLooks {
    /** Each costs a detection and a read at full resolution. */
    private static final int LOOKS_MAX = 6;

    /** How much larger a plate must be to be worth another look. */
    private static final double LARGER = 1.3;

    private final SecondSight sight;
    private final CameraMeters meters;
    private final List<Look> open = new ArrayList<>();
    private final Map<String, SecondPicture> found = new HashMap<>();
    private int looks;
    private String soughtText = "";
    private long soughtNanos;
    private long soughtArea;

    private record Look(String text, Future<Finding> finding) {}

    SecondLooks(SecondSight sight, CameraMeters meters) {
        this.sight = sight;
        this.meters = meters;
    }

    /** Asks for a picture of this read, unless there was a look for one as good. */
    void want(String text, BestRead read) {
        if (looks >= LOOKS_MAX || wasSought(text, read)) {
            return;
        }
        sight.lookFor(read.sought(text))
                .ifPresent(
                        finding -> {
                            looks++;
                            soughtText = text;
                            soughtNanos = read.origin().arrivedNanos();
                            soughtArea = read.box().area();
                            open.add(new Look(text, finding));
                        });
    }

    private boolean wasSought(String text, BestRead read) {
        return text.equals(soughtText)
                && (read.origin().arrivedNanos() == soughtNanos
                        || read.box().area() <= LARGER * soughtArea);
    }

    /** Takes what was found meanwhile. */
    void collect() {
        open.removeIf(
                look -> {
                    boolean done = look.finding().state() == Future.State.SUCCESS;
                    if (done) {
                        take(look.text(), look.finding().resultNow());
                    }
                    return done;
                });
    }

    private void take(String text, Finding finding) {
        switch (finding) {
            case Finding.SamePlate(var picture) -> {
                meters.evidence("used");
                found.merge(text, picture, (old, next) -> next.score() >= old.score() ? next : old);
            }
            case Finding.Nothing(var reason) -> {
                meters.evidence(reason.wireName());
                // The next read may have more luck, even if its plate is no larger.
                soughtArea = 0;
            }
        }
    }

    /** Whether something may still be found. */
    boolean isOpen() {
        return !open.isEmpty();
    }

    /** Waits for what is still looked for, and takes it. */
    void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (var look : List.copyOf(open)) {
            try {
                look.finding().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException _) {
                // It stays open, and is given up by whoever waits no longer.
            }
        }
        collect();
    }

    /** What comes now comes too late. */
    void giveUp() {
        open.forEach(_ -> meters.evidence(Finding.Reason.NO_FRAME.wireName()));
        open.clear();
    }

    /** What shows a text best: the evidence stream, unless the plate is smaller there. */
    Exhibit better(String text, BestRead best) {
        var second = found.get(text);
        return second != null && second.box().area() >= best.box().area() ? second : best;
    }
}
