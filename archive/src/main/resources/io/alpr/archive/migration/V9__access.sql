-- Who may ask the Query API, and for what. No password, session or key can be had back from here: passwords are
-- Argon2id, the rest is random and kept as SHA-256.

CREATE TABLE accounts (
    -- as typed at the login, lower case; never used again for somebody else
    name             TEXT        COLLATE "C" PRIMARY KEY,
    role             TEXT        NOT NULL CHECK (role IN ('viewer', 'operator', 'administrator')),
    -- cameras whose passes it may see; empty: all
    cameras          TEXT[]      NOT NULL DEFAULT '{}',
    -- PHC string; NULL: does not log in by password
    password         TEXT,
    -- somebody else knows the password, too; it opens nothing but the change of it
    password_expired BOOLEAN     NOT NULL DEFAULT FALSE,
    enabled          BOOLEAN     NOT NULL DEFAULT TRUE,
    created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by       TEXT        NOT NULL
);

CREATE TABLE sessions (
    token_hash BYTEA       PRIMARY KEY,
    account    TEXT        COLLATE "C" NOT NULL REFERENCES accounts,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- moves along while the session is used
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_sessions_account ON sessions (account);

CREATE TABLE api_keys (
    key_id     UUID        PRIMARY KEY,
    key_hash   BYTEA       NOT NULL UNIQUE,
    -- what for, e.g. gate-display
    name       TEXT        NOT NULL,
    role       TEXT        NOT NULL CHECK (role IN ('viewer', 'operator', 'administrator')),
    -- as of accounts
    cameras    TEXT[]      NOT NULL DEFAULT '{}',
    -- whose it is, and with whom it ends; NULL: made on the machine itself
    account    TEXT        COLLATE "C" REFERENCES accounts,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    -- to the minute
    last_used  TIMESTAMPTZ
);
