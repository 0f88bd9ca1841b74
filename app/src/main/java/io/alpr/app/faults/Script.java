package io.alpr.app.faults;

import io.alpr.app.bench.DrawnEvents;
import io.alpr.app.bench.DrawnEvents.Drawn;
import io.alpr.events.PlateEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What is sent, in its order: passes with later revisions, some of which come before the earlier
 * ones, copies, pictures before and after their events, and poison in between. The same seed gives
 * the same. Not safe for several threads.
 */
final class Script {
    private static final double REVISED = 0.1;
    private static final double REVISED_AGAIN = 0.3;
    private static final double COPIED = 0.05;
    private static final double POISONED = 0.01;
    private static final int PICTURED_EVERY = 50;
    private static final int PICTURE_BYTES = 10_240;

    /** Events that come meanwhile, at most: of the same pass, and before a copy. */
    private static final int NEAR = 60;

    private static final int REVISION_WITHIN = 400;
    private static final int COPY_WITHIN = 4000;

    private final DrawnEvents plain;
    private final DrawnEvents pictured;
    private final int passes;
    private final SplittableRandom chance;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::position).thenComparingLong(Due::serial));
    private int drawn;
    private int poisoned;
    private long serial;

    private record Due(long position, long serial, Sending sending) {}

    /**
     * @param begin time of the first pass
     * @param passes how many there are
     */
    Script(Instant begin, int passes, long seed) {
        this.plain = new DrawnEvents(begin, 0);
        this.pictured = new DrawnEvents(begin, PICTURE_BYTES);
        this.passes = passes;
        this.chance = new SplittableRandom(seed);
    }

    /** Passes of which something was drawn by now, of all. */
    int drawn() {
        return drawn;
    }

    /** Poison so far. */
    int poisoned() {
        return poisoned;
    }

    /** The next record; empty at the end. */
    Optional<Sending> next() {
        while (drawn < passes && (due.isEmpty() || due.element().position() >= drawn)) {
            draw(drawn++);
        }
        return Optional.ofNullable(due.poll()).map(Due::sending);
    }

    private void draw(int ordinal) {
        var pass = (ordinal % PICTURED_EVERY == 0 ? pictured : plain).at(ordinal);
        later(ordinal, NEAR, new Sending.Event(pass.event()));
        pass.pictures().forEach(picture -> later(ordinal, NEAR, new Sending.Picture(picture)));
        if (chance.nextDouble() < REVISED) {
            later(ordinal, REVISION_WITHIN, new Sending.Event(revised(pass, 2)));
            if (chance.nextDouble() < REVISED_AGAIN) {
                later(ordinal, REVISION_WITHIN, new Sending.Event(revised(pass, 3)));
            }
        }
        if (chance.nextDouble() < POISONED) {
            later(ordinal, NEAR, new Sending.Poison(poisoned++));
        }
    }

    private void later(int ordinal, int within, Sending sending) {
        long position = ordinal + (long) chance.nextInt(within);
        due.add(new Due(position, serial++, sending));
        boolean copied = !(sending instanceof Sending.Poison) && chance.nextDouble() < COPIED;
        if (copied) {
            due.add(new Due(position + chance.nextInt(COPY_WITHIN), serial++, sending));
        }
    }

    /** The same pass, read otherwise. */
    private static PlateEvent revised(Drawn pass, int revision) {
        var event = pass.event();
        var id = event.id();
        var plate = event.plate();
        var text = plate.normalized().substring(0, plate.normalized().length() - 1) + revision;
        return new PlateEvent(
                new PlateEvent.PassId(
                        id.eventId(), revision, id.capturedAt(), id.cameraId(), id.trackId()),
                new PlateEvent.PlateText(
                        text,
                        text,
                        plate.confidence(),
                        plate.region(),
                        plate.characterScores(),
                        plate.candidates()),
                event.vehicle(),
                event.pictures(),
                event.node(),
                event.details());
    }
}
