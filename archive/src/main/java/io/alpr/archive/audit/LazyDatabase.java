package io.alpr.archive.audit;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import java.time.Duration;
import java.util.Optional;

/**
 * A database that may come later than whoever needs it. Safe for use by many threads.
 *
 * @see Database
 */
final class LazyDatabase implements AutoCloseable {
    /** Nobody can look anything up while a silent server is waited for. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private final DatabaseSettings settings;
    private Optional<Database> opened = Optional.empty();
    private boolean closed;

    LazyDatabase(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws DatabaseUnavailable when it cannot be entered yet, or has no schema yet
     */
    synchronized Database get() {
        if (closed) {
            throw new DatabaseUnavailable(
                    "database %s is not used any more: this program ends"
                            .formatted(settings.address()));
        }
        if (opened.isEmpty()) {
            opened = Optional.of(Database.openMigrated(settings, SILENCE_MAX));
        }
        return opened.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.ifPresent(Database::close);
        opened = Optional.empty();
    }
}
