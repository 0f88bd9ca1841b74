package io.alpr.archive.edit;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.PatientPool;
import java.time.Duration;

/** Everything that people add to passes, over one small pool. Safe for use by many threads. */
public final class PassEdits implements AutoCloseable {
    private static final PatientPool.Use USE =
            new PatientPool.Use("edit", false, 4, Duration.ofSeconds(5));

    private final PatientPool pool;

    private PassEdits(PatientPool pool) {
        this.pool = pool;
    }

    /** In this database, whether or not it is there already. */
    public static PassEdits over(DatabaseSettings settings) {
        return new PassEdits(new PatientPool(settings, USE));
    }

    public Corrections corrections() {
        return new Corrections(pool);
    }

    public Notes notes() {
        return new Notes(pool);
    }

    public Tags tags() {
        return new Tags(pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
