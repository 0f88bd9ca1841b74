package io.alpr.query.live;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import io.alpr.archive.read.ChangeBell;
import io.alpr.archive.read.ChangeFeed;
import io.alpr.archive.read.ChangeMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the archive for all who listen: one thread asks for what is new, whenever PostgreSQL
 * rings (NOTIFY), and everybody takes it from there at his own pace. Whoever comes back, or falls
 * behind, is told from the archive what he missed. While nobody listens nobody asks. Safe from any
 * thread.
 */
public final class LiveFeed implements AutoCloseable {
    /** Who falls behind further asks the archive. */
    static final int KEPT = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int PAGE = 500;
    private static final int CATCHING_UP_MAX = 2;

    /** A bell that was not heard delays by this much. */
    private static final Duration BELL_MAX = Duration.ofSeconds(1);

    /**
     * Until what is written but kept back by an older transaction is looked for again; twice as
     * long each time.
     */
    private static final Duration UNSETTLED = Duration.ofMillis(20);

    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ChangeFeed feed;
    private final ChangeBell bell;
    private final Reel reel = new Reel(KEPT);
    private final Semaphore catchingUp = new Semaphore(CATCHING_UP_MAX);
    private final AtomicInteger listeners = new AtomicInteger();
    private final Semaphore wake = new Semaphore(0);
    private final Thread follower;
    private volatile boolean closed;

    /**
     * @param database whether or not it is there already
     */
    public LiveFeed(DatabaseSettings database) {
        this.feed = ChangeFeed.over(database, CATCHING_UP_MAX + 2);
        this.bell = new ChangeBell(database);
        this.follower = Thread.ofPlatform().name("live-feed").daemon().start(this::follow);
    }

    /**
     * Where somebody begins to listen.
     *
     * @param mark after it
     * @param missed whether changes between the place he named and this one cannot be told
     */
    public record Start(ChangeMark mark, boolean missed) {}

    /** One more listens; he says so again by {@link #leave} when he goes. */
    public void join() {
        if (listeners.getAndIncrement() == 0) {
            wake.release();
        }
    }

    /** One less. */
    public void leave() {
        listeners.decrementAndGet();
    }

    /** Whether it tells no more. */
    public boolean isClosed() {
        return closed;
    }

    /** How many listen. */
    public int listeners() {
        return listeners.get();
    }

    /**
     * Where to begin.
     *
     * @param last place that was told; empty for from now on
     * @throws DatabaseUnavailable when the database is away
     */
    public Start begin(Optional<ChangeMark> last) {
        var head = feed.head();
        return last.filter(head::reaches)
                .map(mark -> new Start(mark, false))
                .orElseGet(() -> new Start(head.now(), last.isPresent()));
    }

    /**
     * What comes after that place; waits for it.
     *
     * @param patience at most so long; then the page is empty
     * @throws DatabaseUnavailable when the archive must be asked and is away
     * @throws PatientPool.QuestionTooSlow when it must be asked and is slow
     */
    public Told.Page after(ChangeMark mark, Duration patience) throws InterruptedException {
        var known = reel.after(mark, patience);
        if (known.isPresent()) {
            return known.get();
        }
        if (closed) {
            return new Told.Page(List.of(), mark);
        }
        var missed = missed(mark);
        if (missed.next().equals(mark)) {
            // The reel begins soon.
            Thread.sleep(PAUSE);
        }
        return missed;
    }

    private Told.Page missed(ChangeMark mark) throws InterruptedException {
        catchingUp.acquire();
        try {
            var head = feed.head();
            var changes = feed.since(mark, PAGE);
            // All that the head had before it was looked at after it: it is there, or nothing is.
            return changes.next().equals(mark) && mark.compareTo(head.now()) < 0
                    ? new Told.Page(List.of(), head.now())
                    : page(changes);
        } finally {
            catchingUp.release();
        }
    }

    private static Told.Page page(ChangeFeed.Changes changes) {
        return new Told.Page(changes.changes().stream().map(Told::of).toList(), changes.next());
    }

    private void follow() {
        while (!closed) {
            try {
                if (listeners.get() == 0) {
                    wake.acquire();
                    wake.drainPermits();
                    continue;
                }
                followWhileListenedTo();
            } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
                if (!closed) {
                    LOG.warn("live feed waits: {}", e.getMessage());
                }
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("live feed failed and begins anew: {}", e.getMessage(), e);
                }
                pause();
            } finally {
                reel.stop();
            }
        }
    }

    private void followWhileListenedTo() throws InterruptedException {
        // First of all, so that nothing rings unheard after the first look.
        bell.await(Duration.ofMillis(1));
        var mark = feed.head().now();
        reel.begin(mark);
        var wait = UNSETTLED;
        while (!closed && listeners.get() > 0) {
            var changes = feed.since(mark, PAGE);
            boolean moved = !changes.next().equals(mark);
            if (moved) {
                mark = changes.next();
                reel.add(page(changes));
            }
            if (!changes.full()) {
                wait = moved ? UNSETTLED : longer(wait);
                awaitMore(wait);
            }
        }
    }

    private void awaitMore(Duration wait) throws InterruptedException {
        if (feed.head().unsettled()) {
            Thread.sleep(wait);
        } else {
            bell.await(BELL_MAX);
        }
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(BELL_MAX) < 0 ? twice : BELL_MAX;
    }

    private void pause() {
        try {
            Thread.sleep(AWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        // Who waits for something new need not wait for the follower's last question.
        reel.stop();
        follower.interrupt();
        try {
            var _ = follower.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bell.close();
        feed.close();
    }
}
