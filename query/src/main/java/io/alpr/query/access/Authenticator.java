package io.alpr.query.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.Account;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.ApiKeys;
import io.alpr.archive.access.Sessions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells who somebody is. What it found stays known for {@link #KNOWN_FOR}, so that a busy client
 * does not cost a question each time; what ends here is forgotten here at once, by other instances
 * after that time. Safe from any thread; throws {@link DatabaseUnavailable} when it cannot ask, and
 * then nobody gets in.
 */
public final class Authenticator {
    /** After this time a right that was taken away elsewhere has ended here, too. */
    static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private static final int KNOWN_MAX = 10_000;

    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final LockOut lockOut = new LockOut(Ticker.systemTicker());

    /** Also who is nobody: a program that goes on with a key that has ended costs little. */
    private final Cache<Shown, Optional<Principal>> known =
            Caffeine.newBuilder().maximumSize(KNOWN_MAX).expireAfterWrite(KNOWN_FOR).build();

    public Authenticator(AccessStore store) {
        this.accounts = store.accounts();
        this.sessions = store.sessions();
        this.keys = store.keys();
    }

    /** What came of a login. */
    public sealed interface Outcome {
        /** He is in. */
        record In(Token session, Account account) implements Outcome {}

        /** Name or password is wrong, or he is disabled: nobody is told which. */
        record Wrong() implements Outcome {}

        /** Too many tries; the password was not looked at. */
        record Closed(Duration retryAfter) implements Outcome {}
    }

    /**
     * Begins a session.
     *
     * @param name in any case
     * @param address of whoever tries
     */
    public Outcome login(String name, String password, String address) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        if (lockOut.isClosed(lower, address)) {
            return new Outcome.Closed(LockOut.CLOSED_FOR);
        }
        lockOut.noteTry(lower, address);
        var login = accounts.login(lower);
        boolean fits = Passwords.fits(password, login.map(Accounts.Login::password).orElse(""));
        if (login.isEmpty() || !fits || !login.get().account().enabled()) {
            return new Outcome.Wrong();
        }
        lockOut.noteSuccess(lower, address);
        return new Outcome.In(begin(lower), login.get().account());
    }

    /** Begins a session of somebody whom another service vouches for. */
    public Token begin(String name) {
        var token = Token.session();
        sessions.begin(token.hash(), name);
        return token;
    }

    /** Ends a session. */
    public void logout(Token session) {
        sessions.end(session.hash());
        known.invalidate(Shown.of(Principal.Kind.SESSION, session));
    }

    /**
     * Sets another password for somebody who knows the old one; all his sessions end.
     *
     * @return whether the old one was right
     */
    public boolean changePassword(String name, String old, String chosen) {
        var login = accounts.login(name);
        if (login.isEmpty() || !Passwords.fits(old, login.get().password())) {
            return false;
        }
        accounts.setPassword(name, Passwords.hash(chosen), false);
        forgetAll();
        return true;
    }

    /** Whose session this is. */
    public Optional<Principal> ofSession(Token session) {
        return remembered(
                Principal.Kind.SESSION,
                session,
                () -> sessions.owner(session.hash()).map(Authenticator::principal));
    }

    /** Whose key this is. */
    public Optional<Principal> ofKey(Token key) {
        return remembered(
                Principal.Kind.KEY, key, () -> keys.good(key.hash()).map(Authenticator::principal));
    }

    /** To be called when accounts or keys were changed here. */
    public void forgetAll() {
        known.invalidateAll();
    }

    private Optional<Principal> remembered(
            Principal.Kind kind, Token token, Supplier<Optional<Principal>> question) {
        if (Token.isTooLong(token.text())) {
            return Optional.empty();
        }
        var key = Shown.of(kind, token);
        var before = known.getIfPresent(key);
        if (before != null) {
            return before;
        }
        var found = question.get();
        known.put(key, found);
        return found;
    }

    /** What somebody shows: a key is no session, though its text were in a cookie. */
    private record Shown(Principal.Kind kind, ByteBuffer hash) {
        static Shown of(Principal.Kind kind, Token token) {
            return new Shown(kind, ByteBuffer.wrap(token.hash()));
        }
    }

    private static Principal principal(Account account) {
        return new Principal(
                account.name(),
                Optional.of(account.name()),
                Principal.Kind.SESSION,
                account.role(),
                account.scope(),
                account.passwordExpired());
    }

    private static Principal principal(ApiKey key) {
        var account = Optional.ofNullable(key.account());
        return new Principal(
                account.map(name -> name + "/" + key.name()).orElse("key:" + key.name()),
                account,
                Principal.Kind.KEY,
                key.role(),
                key.scope(),
                false);
    }
}
