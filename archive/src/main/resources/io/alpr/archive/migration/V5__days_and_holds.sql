-- A partition for each day, so that retention by days can let whole partitions go.

-- Makes the partitions of the day of `since` and of `days` days after it, where native partitions are used;
-- does nothing on a hypertable or a plain table. A day of a month that has a partition of its own, as older
-- versions made them, stays in that. Rows of a new day that went to the DEFAULT partition meanwhile move
-- along. Days begin in UTC. Answers how many partitions it made.
CREATE OR REPLACE FUNCTION plate_events_days(since TIMESTAMPTZ, days INTEGER) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    made  INTEGER := 0;
    first TIMESTAMP := date_trunc('day', since AT TIME ZONE 'UTC');
    lower TIMESTAMP;
    part  TEXT;
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass('plate_events')) IS DISTINCT FROM 'p' THEN
        RETURN 0;
    END IF;
    FOR step IN 0 .. days LOOP
        lower := first + make_interval(days => step);
        part := 'plate_events_y' || to_char(lower, 'YYYY"m"MM"d"DD');
        CONTINUE WHEN to_regclass(part) IS NOT NULL OR to_regclass(left(part, -3)) IS NOT NULL;
        -- One maker at a time; whoever waited sees the other's work.
        PERFORM pg_advisory_xact_lock(hashtext('plate_events_partitions'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL OR to_regclass(left(part, -3)) IS NOT NULL;
        LOCK TABLE plate_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE plate_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('WITH moved AS (DELETE FROM plate_events_default WHERE captured_at >= %L AND captured_at < %L'
                || ' RETURNING *) INSERT INTO %I SELECT * FROM moved',
                lower AT TIME ZONE 'UTC', (lower + INTERVAL '1 day') AT TIME ZONE 'UTC', part);
        EXECUTE format('ALTER TABLE plate_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                part, lower AT TIME ZONE 'UTC', (lower + INTERVAL '1 day') AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- Passes that no retention may take, with their pictures.
CREATE TABLE event_holds (
    event_id UUID        PRIMARY KEY,
    reason   TEXT        NOT NULL,
    held_by  TEXT        NOT NULL,
    held_at  TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- What was taken out of the archive, when and why: never which plate.
CREATE TABLE archive_deeds (
    id     BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- e.g. retention, hold, release
    deed   TEXT        NOT NULL,
    detail JSONB       NOT NULL
);

-- Pictures that retention has not taken yet; without it each look would go through all that it has taken.
CREATE INDEX IF NOT EXISTS idx_pictures_there ON plate_events (captured_at)
    WHERE picture_state IN ('pending', 'stored');

-- How each camera was, minute by minute: its last report of each minute.
CREATE TABLE camera_status_minutes (
    camera_id   VARCHAR(50)      NOT NULL,
    -- the beginning of the minute, UTC
    minute      TIMESTAMPTZ      NOT NULL,
    reported_at TIMESTAMPTZ      NOT NULL,
    -- connecting, streaming, backing_off or stopped
    state       VARCHAR(20)      NOT NULL,
    fps         DOUBLE PRECISION NOT NULL,
    -- frames dropped since the pilot's start
    drops       BIGINT           NOT NULL,
    -- why there are no frames; empty while all is well
    trouble     TEXT             NOT NULL DEFAULT '',
    -- names of what is wrong although frames come: frozen, black, behind, ...
    conditions  TEXT[]           NOT NULL DEFAULT '{}',
    PRIMARY KEY (camera_id, minute)
);
CREATE INDEX idx_status_minute ON camera_status_minutes (minute);
