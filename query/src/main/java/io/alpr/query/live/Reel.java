package io.alpr.query.live;

import io.alpr.archive.read.ChangeMark;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest changes, kept for everybody who listens: whoever keeps up finds them here, whoever has
 * fallen behind asks the archive. Safe from any thread.
 */
final class Reel {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ArrayDeque<Told> kept = new ArrayDeque<>();

    /** Everything after the one and up to the other is here; absent while nobody winds it on. */
    private Optional<ChangeMark> from = Optional.empty();

    private Optional<ChangeMark> to = Optional.empty();

    /**
     * @param most changes that are kept
     */
    Reel(int most) {
        this.most = most;
    }

    /** Begins anew after that place. */
    void begin(ChangeMark mark) {
        change(
                () -> {
                    kept.clear();
                    from = Optional.of(mark);
                    to = Optional.of(mark);
                });
    }

    /** Nobody winds it on any more. */
    void stop() {
        change(
                () -> {
                    kept.clear();
                    from = Optional.empty();
                    to = Optional.empty();
                });
    }

    /** Goes on. */
    void add(Told.Page page) {
        change(
                () -> {
                    kept.addAll(page.changes());
                    to = Optional.of(page.next());
                    while (kept.size() > most) {
                        from = Optional.of(kept.removeFirst().mark());
                    }
                });
    }

    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What comes after that place.
     *
     * @param patience how long to wait for something
     * @return nothing new after that time is an empty page; absent when the reel does not have what
     *     comes after that place
     */
    Optional<Told.Page> after(ChangeMark mark, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (covers(mark)) {
                var next = to.orElse(mark);
                if (mark.compareTo(next) < 0) {
                    return Optional.of(new Told.Page(later(mark), next));
                }
                if (left <= 0) {
                    return Optional.of(new Told.Page(List.of(), mark));
                }
                left = grown.awaitNanos(left);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is ahead of its end has seen from the archive what it will get next, and waits. */
    private boolean covers(ChangeMark mark) {
        return from.filter(begin -> begin.compareTo(mark) <= 0).isPresent();
    }

    /** From the end, since whoever keeps up lacks only the last. */
    private List<Told> later(ChangeMark mark) {
        var later = new ArrayDeque<Told>();
        var newestFirst = kept.descendingIterator();
        while (newestFirst.hasNext()) {
            var told = newestFirst.next();
            if (told.mark().compareTo(mark) <= 0) {
                break;
            }
            later.addFirst(told);
        }
        return List.copyOf(later);
    }
}
