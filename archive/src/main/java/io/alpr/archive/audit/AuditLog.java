package io.alpr.archive.audit;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.audit.AuditEntry.What;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who looked what up, in a chain of this run's own. Who asks something appends an entry
 * before he gives the answer; what cannot be written down must not be answered.
 *
 * <p>One thread writes: while it commits a batch, the next one gathers, so that look-ups wait for
 * one commit or two, however many there are. The queue takes {@value #QUEUE_MAX}; whoever finds it
 * full is refused at once. The database may come later, and go: each entry waits no longer than the
 * patience it was opened with. Safe for use by many threads; several logs write beside each other.
 */
public final class AuditLog implements AutoCloseable {
    /** Ends before a client of the Query API gives up. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    static final int QUEUE_MAX = 4_096;
    static final int BATCH_MAX = 512;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int CONNECTIONS = 3;
    private static final Duration END_MAX = Duration.ofSeconds(10);

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final LazyDatabase database;
    private final ChainWriter chain;
    private final Duration patience;
    private final String address;
    private final Thread writer;
    private volatile boolean closed;

    private AuditLog(
            DatabaseSettings settings, Instance instance, Duration patience, InstantSource clock) {
        this.address = settings.address();
        this.database =
                new LazyDatabase(
                        new DatabaseSettings(
                                settings.host(),
                                settings.port(),
                                settings.name(),
                                settings.user(),
                                settings.password(),
                                CONNECTIONS));
        this.chain = new ChainWriter(instance, clock);
        this.patience = patience;
        this.writer = Thread.ofPlatform().name("audit-log").daemon().unstarted(this::writeAll);
    }

    private record Pending(ChainWriter.Stamped stamped, CompletableFuture<Place> place) {}

    /** Writes to this database, whether or not it is there already. */
    public static AuditLog over(DatabaseSettings settings, Instance instance) {
        return over(settings, instance, PATIENCE);
    }

    /**
     * Writes to this database, whether or not it is there already.
     *
     * @param patience the longest that an entry waits, more than 0
     */
    public static AuditLog over(DatabaseSettings settings, Instance instance, Duration patience) {
        return over(settings, instance, patience, InstantSource.system());
    }

    static AuditLog over(
            DatabaseSettings settings, Instance instance, Duration patience, InstantSource clock) {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience must be more than 0, got: " + patience);
        }
        var log = new AuditLog(settings, instance, patience, clock);
        log.writer.start();
        return log;
    }

    /**
     * Writes an entry down.
     *
     * @return where, when it is committed
     * @throws DatabaseUnavailable when it may not be written down: what it speaks of must not be
     *     answered
     */
    public Place append(AuditEntry entry) {
        return written(begin(entry));
    }

    /**
     * Begins to write an entry down, for somebody who does something else meanwhile and passes the
     * answer to {@link #written} before he answers himself.
     *
     * @return ends within the patience, with the place or with {@link DatabaseUnavailable}
     */
    public CompletableFuture<Place> begin(AuditEntry entry) {
        var pending = new Pending(chain.stamped(entry), new CompletableFuture<>());
        if (closed) {
            return CompletableFuture.failedFuture(unavailable("this program ends"));
        }
        if (!queue.offer(pending)) {
            return CompletableFuture.failedFuture(
                    unavailable("%,d entries wait already".formatted(QUEUE_MAX)));
        }
        return pending.place()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(
                        failure -> {
                            throw failure instanceof DatabaseUnavailable known
                                    ? known
                                    : unavailable("no answer within " + patience);
                        });
    }

    /**
     * Waits until an entry is written down.
     *
     * @param begun of {@link #begin}
     * @throws DatabaseUnavailable as {@link #append} does
     */
    public static Place written(CompletableFuture<Place> begun) {
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DatabaseUnavailable failure
                    ? failure
                    : new IllegalStateException("an audit entry failed", e);
        }
    }

    /** Reads what was written, in the same database. */
    public AuditTrail trail() {
        return new AuditTrail(database::get);
    }

    /** Writes what waits, and ends the chain where the database answers. */
    @Override
    public void close() {
        closed = true;
        var _ = queue.offer(wake());
        try {
            writer.join(END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    /** Nobody waits for it; a queue that has no room for it needs none. */
    private Pending wake() {
        var nothing = AuditEntry.of(AuditEntry.Who.machine("audit"), What.of("wake", Map.of()));
        return new Pending(
                chain.stamped(nothing),
                CompletableFuture.failedFuture(unavailable("this program ends")));
    }

    private DatabaseUnavailable unavailable(String reason) {
        return new DatabaseUnavailable(
                "database %s takes no audit entry: %s".formatted(address, reason));
    }

    private void writeAll() {
        write(List.of());
        while (!closed) {
            try {
                writeGathered(queue.take());
            } catch (InterruptedException e) {
                LOG.warn("database={} audit log is interrupted, and ends", address);
                closed = true;
            }
        }
        while (!queue.isEmpty()) {
            writeGathered(queue.remove());
        }
        end();
    }

    private void writeGathered(Pending first) {
        var batch = new ArrayList<Pending>();
        batch.add(first);
        queue.drainTo(batch, BATCH_MAX - 1);
        // Who gave up does not answer, so there is nothing to write down.
        batch.removeIf(pending -> pending.place().isDone());
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    /** An empty one begins the chain. */
    private void write(List<Pending> batch) {
        try {
            var entries = batch.stream().map(Pending::stamped).toList();
            var places = chain.write(database.get(), entries);
            for (int i = 0; i < places.size(); i++) {
                batch.get(i).place().complete(places.get(i));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "database={} audit entries={} failed: {}",
                    address,
                    batch.size(),
                    e.getMessage());
            var failure =
                    e instanceof DatabaseUnavailable known
                            ? known
                            : new DatabaseUnavailable(
                                    "database %s takes no audit entry: %s"
                                            .formatted(address, e.getMessage()),
                                    e);
            batch.forEach(pending -> pending.place().completeExceptionally(failure));
        }
    }

    private void end() {
        try {
            chain.end(database.get());
        } catch (RuntimeException e) {
            LOG.info("database={} audit chain is left open: {}", address, e.getMessage());
        }
    }
}
