-- Who looked what up, when, from where and why: see docs/decisions/0015-audit.md. Entries are only added. Each
-- run of a program that looks things up has a chain of its own, in which each entry holds the hash of the one
-- before, so that nobody waits for another's.

CREATE TABLE audit_chains (
    chain_id      UUID        PRIMARY KEY,
    instance      TEXT        NOT NULL,
    version       TEXT        NOT NULL,
    begun_at      TIMESTAMPTZ NOT NULL,
    -- its last entry
    head_sequence BIGINT      NOT NULL,
    head_hash     BYTEA       NOT NULL,
    -- its first entry that is kept, and the hash before that: 32 bytes of 0 where nothing was let go
    kept_from     BIGINT      NOT NULL,
    kept_previous BYTEA       NOT NULL
);
CREATE INDEX idx_audit_begun ON audit_chains (begun_at);

-- What was looked up, each plate or pattern once, and its key. Who erases a plate deletes the row.
CREATE TABLE audit_subjects (
    subject_id UUID  PRIMARY KEY,
    -- upper case, without blanks, dashes and dots; may have * and ?
    text       TEXT  COLLATE "C" NOT NULL UNIQUE,
    -- of AES-256
    secret     BYTEA NOT NULL
);

CREATE TABLE audit_entries (
    chain_id    UUID        NOT NULL,
    -- from 1, without gaps
    sequence    BIGINT      NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    actor       TEXT        NOT NULL,
    -- session, key, machine or nobody
    actor_kind  TEXT        NOT NULL,
    address     TEXT        NOT NULL,
    request_id  TEXT        NOT NULL,
    -- e.g. search, event, export, login
    action      TEXT        NOT NULL,
    -- an object in JSON; as text, since its bytes are hashed
    asked       TEXT        NOT NULL,
    reason      TEXT        NOT NULL,
    -- how many were found; NULL where that says nothing
    rows_found  BIGINT,
    -- what was looked up: nonce, ciphertext and tag of AES-256-GCM; both NULL where it was no plate
    subject_id  UUID,
    subject     BYTEA,
    -- SHA-256; the decision above says over what
    previous    BYTEA       NOT NULL,
    hash        BYTEA       NOT NULL,
    PRIMARY KEY (chain_id, sequence)
);
CREATE INDEX idx_audit_at ON audit_entries (at, chain_id, sequence);
CREATE INDEX idx_audit_actor ON audit_entries (actor, at);
CREATE INDEX idx_audit_subject ON audit_entries (subject_id) WHERE subject_id IS NOT NULL;

-- Whether a plate is what was asked for, or fits a pattern that says enough to name it.
CREATE FUNCTION audit_names(asked TEXT, plate TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS $$
    SELECT asked = plate OR length(translate(asked, '*?', '')) >= 4
        AND plate LIKE translate(replace(replace(replace(asked, '\', '\\'), '%', '\%'), '_', '\_'), '*?', '%_')
$$;

-- The only door: retention lets the oldest entries of a chain go, and notes the hash from which it goes on.
CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_entries'
            AND current_setting('alpr.audit', true) = 'retention' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_chains_kept BEFORE DELETE ON audit_chains
    FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_chains_not_emptied BEFORE TRUNCATE ON audit_chains
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();

CREATE FUNCTION audit_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.chain_id, NEW.instance, NEW.version, NEW.begun_at)
                IS DISTINCT FROM (OLD.chain_id, OLD.instance, OLD.version, OLD.begun_at)
            OR NEW.head_sequence < OLD.head_sequence OR NEW.kept_from < OLD.kept_from
            OR NEW.head_sequence = OLD.head_sequence AND NEW.head_hash <> OLD.head_hash THEN
        RAISE EXCEPTION 'audit_chains: a chain only grows' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_chains_grow BEFORE UPDATE ON audit_chains
    FOR EACH ROW EXECUTE FUNCTION audit_goes_on();
