-- What our events carry beyond the known columns. Every column has a default or may be NULL, so that
-- a client that inserts only the known columns still can.

ALTER TABLE plate_events
    -- 1 for the first publication of a pass, counting up; the row holds the highest that came
    ADD COLUMN IF NOT EXISTS revision INTEGER NOT NULL DEFAULT 1,
    -- first and last frame with this plate
    ADD COLUMN IF NOT EXISTS first_seen TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS last_seen TIMESTAMPTZ,
    -- legible reads of the pass, and those that gave this text
    ADD COLUMN IF NOT EXISTS reads_total INTEGER,
    ADD COLUMN IF NOT EXISTS reads_agreeing INTEGER,
    -- anything unusual: single_read, interrupted, ...
    ADD COLUMN IF NOT EXISTS flags TEXT[] NOT NULL DEFAULT '{}',
    -- other texts read: [{"text": "AB12CDE", "share": 0.2}, ...], best first
    ADD COLUMN IF NOT EXISTS candidates JSONB NOT NULL DEFAULT '[]',
    -- one for each character of plate_normalized_text, 0 to 1; empty when not known
    ADD COLUMN IF NOT EXISTS character_scores DOUBLE PRECISION[] NOT NULL DEFAULT '{}',
    -- the plate in pixels of the frame picture, origin top left
    ADD COLUMN IF NOT EXISTS box_x INTEGER,
    ADD COLUMN IF NOT EXISTS box_y INTEGER,
    ADD COLUMN IF NOT EXISTS box_width INTEGER,
    ADD COLUMN IF NOT EXISTS box_height INTEGER,
    -- keys in the bucket (the URL columns are s3://<bucket>/<key>) and SHA-256 of the JPEG, hexadecimal
    ADD COLUMN IF NOT EXISTS plate_image_key TEXT,
    ADD COLUMN IF NOT EXISTS vehicle_image_key TEXT,
    ADD COLUMN IF NOT EXISTS frame_image_key TEXT,
    ADD COLUMN IF NOT EXISTS plate_image_sha256 TEXT,
    ADD COLUMN IF NOT EXISTS vehicle_image_sha256 TEXT,
    ADD COLUMN IF NOT EXISTS frame_image_sha256 TEXT,
    -- none: the event names no picture; pending: not all of them are in the bucket yet; stored: all are;
    -- dropped: taken away by retention; foreign: named without a hash, so never checked by us
    -- (no CHECK: a hypertable with a columnstore takes no new column that has one)
    ADD COLUMN IF NOT EXISTS picture_state TEXT NOT NULL DEFAULT 'none',
    -- model names
    ADD COLUMN IF NOT EXISTS detector TEXT,
    ADD COLUMN IF NOT EXISTS reader TEXT,
    -- when the last revision was stored; equals created_at as long as there was only one
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now();

-- Pages through "newest first" need an order without ties.
CREATE INDEX IF NOT EXISTS idx_captured_event ON plate_events (captured_at DESC, event_id DESC);

-- Every picture that an event named or that came, whichever was first. Both writers go through the key of
-- this table, so neither can miss the other.
CREATE TABLE plate_pictures (
    object_key TEXT        PRIMARY KEY,
    event_id   UUID        NOT NULL,
    kind       TEXT        NOT NULL CHECK (kind IN ('plate', 'vehicle', 'frame')),
    revision   INTEGER     NOT NULL,
    sha256     TEXT        NOT NULL,
    state      TEXT        NOT NULL CHECK (state IN ('pending', 'stored', 'dropped')),
    -- when we first heard of it, and when it was in the bucket
    known_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    stored_at  TIMESTAMPTZ
);
CREATE INDEX idx_pictures_event ON plate_pictures (event_id);
CREATE INDEX idx_pictures_known ON plate_pictures (known_at);

-- The latest report of each camera.
CREATE TABLE camera_status (
    camera_id   VARCHAR(50)      PRIMARY KEY,
    site_id     VARCHAR(50),
    -- connecting, streaming, backing_off or stopped
    state       VARCHAR(20)      NOT NULL,
    reported_at TIMESTAMPTZ      NOT NULL,
    -- frames a second over the last minute
    fps         DOUBLE PRECISION NOT NULL,
    -- NULL when there was none yet
    last_frame  TIMESTAMPTZ,
    last_read   TIMESTAMPTZ,
    -- frames dropped since start
    drops       BIGINT           NOT NULL,
    -- refused reads since start: {"too_small": 3, ...}
    rejects     JSONB            NOT NULL DEFAULT '{}',
    updated_at  TIMESTAMPTZ      NOT NULL DEFAULT now()
);
