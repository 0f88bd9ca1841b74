package io.alpr.archive.access;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.PatientPool;
import java.time.Duration;

/** Everything about access that is kept, over one small pool. Safe for use by many threads. */
public final class AccessStore implements AutoCloseable {
    private static final PatientPool.Use USE =
            new PatientPool.Use("access", false, 4, Duration.ofSeconds(5));

    private final PatientPool pool;

    private AccessStore(PatientPool pool) {
        this.pool = pool;
    }

    /** In this database, whether or not it is there already. */
    public static AccessStore over(DatabaseSettings settings) {
        return new AccessStore(new PatientPool(settings, USE));
    }

    public Accounts accounts() {
        return new Accounts(pool);
    }

    public VouchedAccounts vouched() {
        return new VouchedAccounts(pool);
    }

    public Sessions sessions() {
        return new Sessions(pool);
    }

    public ApiKeys keys() {
        return new ApiKeys(pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
