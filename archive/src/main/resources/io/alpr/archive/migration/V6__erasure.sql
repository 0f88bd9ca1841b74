-- What was erased on request, and must not come back with a late revision, a replayed letter or an old
-- backup. No table here holds a plate.

-- The secrets by which an erased plate is known again. One, but for archives that took in another's backup.
CREATE TABLE erasure_keys (
    key_id UUID  PRIMARY KEY,
    secret BYTEA NOT NULL
);

CREATE TABLE erased_plates (
    id              BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_id          UUID        NOT NULL,
    -- HMAC-SHA-256 of the normalised plate by that key
    plate_hash      BYTEA       NOT NULL,
    -- what was captured before is bound; the vehicle may come again
    captured_before TIMESTAMPTZ NOT NULL
);

-- Passes, whatever a later revision of them reads.
CREATE TABLE erased_events (
    event_id  UUID        PRIMARY KEY,
    erased_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
