-- What people add to passes, what changed since when, and all that a camera's report says.

ALTER TABLE plate_events
    -- what was read, where a person has put another text in its place; NULL elsewhere
    ADD COLUMN IF NOT EXISTS read_text VARCHAR(20),
    ADD COLUMN IF NOT EXISTS read_normalized_text VARCHAR(20);

-- Every correction, so that it can be seen and undone.
CREATE TABLE pass_corrections (
    id           BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     UUID        NOT NULL,
    captured_at  TIMESTAMPTZ NOT NULL,
    -- as shown; empty where that plate was erased
    from_text    VARCHAR(20) NOT NULL,
    to_text      VARCHAR(20) NOT NULL,
    corrected_by TEXT        NOT NULL,
    corrected_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_corrections_event ON pass_corrections (event_id);

CREATE TABLE pass_notes (
    note_id     UUID        PRIMARY KEY,
    event_id    UUID        NOT NULL,
    captured_at TIMESTAMPTZ NOT NULL,
    text        TEXT        NOT NULL,
    written_by  TEXT        NOT NULL,
    written_at  TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_notes_event ON pass_notes (event_id);

CREATE TABLE pass_tags (
    event_id    UUID        NOT NULL,
    -- a-z 0-9 . _ -
    tag         VARCHAR(40) COLLATE "C" NOT NULL,
    captured_at TIMESTAMPTZ NOT NULL,
    tagged_by   TEXT        NOT NULL,
    tagged_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (event_id, tag)
);
CREATE INDEX idx_tags_tag ON pass_tags (tag, captured_at DESC);

-- Which passes a transaction wrote, for whoever follows the archive (docs/decisions/0016-live-feed.md). A follower
-- reads what lies below the oldest transaction that still runs, in the order of the transactions: whoever commits
-- later is found later, and nothing is skipped.
CREATE TABLE pass_changes (
    xid         XID8          NOT NULL DEFAULT pg_current_xact_id(),
    -- a transaction may write several times
    id          BIGINT        GENERATED ALWAYS AS IDENTITY,
    changed_at  TIMESTAMPTZ   NOT NULL DEFAULT now(),
    event_ids   UUID[]        NOT NULL,
    -- of each of them
    captured_at TIMESTAMPTZ[] NOT NULL,
    PRIMARY KEY (xid, id)
);
CREATE INDEX idx_changes_changed ON pass_changes (changed_at);

-- The last transaction of which the changes are not kept any more.
CREATE TABLE pass_changes_gone (
    xid XID8 NOT NULL
);
INSERT INTO pass_changes_gone (xid) VALUES ('0');

-- Whoever writes passes by himself needs not know of it; the recorder does, and says so by the same setting as of
-- the plates.
CREATE FUNCTION pass_changes_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pass_changes (event_ids, captured_at) VALUES (ARRAY[NEW.event_id], ARRAY[NEW.captured_at]);
    PERFORM pg_notify('alpr_passes', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER pass_changes_noted AFTER INSERT OR UPDATE OF plate_text, plate_normalized_text, revision ON plate_events
    FOR EACH ROW WHEN (current_setting('alpr.plates', true) IS DISTINCT FROM 'noted')
    EXECUTE FUNCTION pass_changes_note();

-- All that a camera's last report says; see CameraStatus.View.
ALTER TABLE camera_status
    -- e.g. rtsp, and what it sends
    ADD COLUMN source_kind     VARCHAR(20)  NOT NULL DEFAULT '',
    ADD COLUMN width           INTEGER      NOT NULL DEFAULT 0,
    ADD COLUMN height          INTEGER      NOT NULL DEFAULT 0,
    ADD COLUMN codec           VARCHAR(50)  NOT NULL DEFAULT '',
    -- why there are no frames; empty while all is well
    ADD COLUMN trouble         VARCHAR(500) NOT NULL DEFAULT '',
    -- when it is tried again, NULL when it is not
    ADD COLUMN next_try        TIMESTAMPTZ,
    -- connections that failed in a row
    ADD COLUMN attempts        INTEGER      NOT NULL DEFAULT 0,
    -- {"behind": 12, ...}
    ADD COLUMN drops_by_reason JSONB        NOT NULL DEFAULT '{}',
    -- [{"name": "frozen", "since": "...", "detail": "..."}, ...], the oldest first
    ADD COLUMN conditions      JSONB        NOT NULL DEFAULT '[]';
