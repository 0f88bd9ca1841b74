package io.alpr.query.access;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the administrator of a new installation as soon as its database is there, and tells his
 * password once. Where there is any account already it does nothing.
 */
public final class FirstAdministrator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "admin";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Accounts accounts;
    private final Consumer<Login> tell;
    private final Thread thread;

    /** What he logs in with. */
    public record Login(String name, String password) {
        @Override
        public String toString() {
            return "login of " + name;
        }
    }

    private FirstAdministrator(Accounts accounts, Consumer<Login> tell) {
        this.accounts = accounts;
        this.tell = tell;
        this.thread = Thread.ofVirtual().name("first-administrator").unstarted(this::run);
    }

    /**
     * Tries at once, and where the database is away, again and again beside its caller, who waits
     * {@link #AT_ONCE} at most.
     *
     * @param tell called once by whichever instance made the account; must not keep the password
     */
    public static FirstAdministrator makeIn(Accounts accounts, Consumer<Login> tell) {
        var first = new FirstAdministrator(accounts, tell);
        first.thread.start();
        try {
            first.thread.join(AT_ONCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return first;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!isThere()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            LOG.debug("closed before the database was there", e);
        }
    }

    private boolean isThere() {
        try {
            if (accounts.isEmpty()) {
                make();
            }
            return true;
        } catch (DatabaseUnavailable e) {
            LOG.debug("no database yet: {}", e.getMessage());
            return false;
        }
    }

    private void make() {
        var password = Passwords.generated();
        var draft =
                new Accounts.Draft(
                        NAME,
                        Role.ADMINISTRATOR,
                        new CameraScope.Everything(),
                        Passwords.hash(password),
                        false,
                        "first start");
        if (accounts.addFirst(draft)) {
            LOG.info("user={} made, there was none", NAME);
            tell.accept(new Login(NAME, password));
        }
    }
}
