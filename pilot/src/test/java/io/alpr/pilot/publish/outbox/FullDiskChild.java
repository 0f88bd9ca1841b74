package io.alpr.pilot.publish.outbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;

/** Fills the disk that its outbox is on, then empties the outbox; ends with 0 if all went well. */
final class FullDiskChild {
    private static final int PICTURED = 150;
    private static final int EVENTS_MAX = 5_000;

    private FullDiskChild() {}

    /**
     * @param arguments a folder on a small disk
     */
    public static void main(String[] arguments) {
        try (var outbox = Outbox.open(new OutboxSettings(Path.of(arguments[0]), 1L << 40))) {
            for (int n = 1; n <= PICTURED; n++) {
                var made = MadeEvents.illustrated("gate", n, 100_000);
                var receipt = outbox.put(made.event(), made.pictures());
                demand(receipt instanceof Receipt.Kept, "event " + n + " kept, got " + receipt);
            }
            demand(outbox.lost(PictureLoss.DISK_FULL) > 0, "pictures made room");
            demand(outbox.state() instanceof OutboxState.Shedding, "it says so");
            int kept = PICTURED;
            while (kept < EVENTS_MAX
                    && outbox.put(
                                    MadeEvents.endless("gate", kept + 1, 500).event(),
                                    java.util.List.of())
                            instanceof Receipt.Kept) {
                kept++;
            }
            demand(kept < EVENTS_MAX, "the disk is full at last");
            demand(outbox.state() instanceof OutboxState.Full, "it says so");
            demand(outbox.waiting() == kept, "all wait that were kept");
            drain(outbox, kept);
            var late = MadeEvents.illustrated("gate", kept + 2, 100_000);
            demand(outbox.put(late.event(), late.pictures()) instanceof Receipt.Kept, "room again");
            System.out.println("kept=" + kept);
        }
    }

    private static void drain(Outbox outbox, int kept) {
        var numbers = new ArrayList<Integer>();
        for (var next = outbox.next(32); !next.isEmpty(); next = outbox.next(32)) {
            next.forEach(parcel -> numbers.add(MadeEvents.number(parcel.event())));
            outbox.acknowledge(next);
        }
        demand(
                numbers.equals(IntStream.rangeClosed(1, kept).boxed().toList()),
                "every one of " + kept + " came out once and in order, got " + numbers.size());
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("expected: " + what);
        }
    }
}
