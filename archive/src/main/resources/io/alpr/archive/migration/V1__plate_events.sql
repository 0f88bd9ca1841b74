-- The table of passes, as every client of this system knows it: columns, types, key, indexes, views.
--
-- Time comes first in every way it is stored: a hypertable where the server has TimescaleDB, else native
-- monthly partitions with a DEFAULT one for odd times. A table that is there already (an older
-- installation that moves here) is kept as it is, rows and all. Nothing here ever drops data.

-- TimescaleDB must be loaded by the server's configuration before it may be created; creating it otherwise
-- ends the connection. A loaded library shows itself by its settings.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb' AND installed_version IS NULL)
            AND EXISTS (SELECT FROM pg_settings WHERE name LIKE 'timescaledb.%') THEN
        EXECUTE 'CREATE EXTENSION IF NOT EXISTS timescaledb';
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'timescaledb may not be created by %, native partitions are used', current_user;
END
$$;

DO $$
DECLARE
    timescale BOOLEAN := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
BEGIN
    IF to_regclass('plate_events') IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE 'CREATE TABLE plate_events (
            event_id              UUID             NOT NULL,
            captured_at           TIMESTAMPTZ      NOT NULL,
            camera_id             VARCHAR(50)      NOT NULL,
            track_id              VARCHAR(50)      NOT NULL,
            plate_text            VARCHAR(20)      NOT NULL,
            plate_normalized_text VARCHAR(20)      NOT NULL,
            plate_confidence      DOUBLE PRECISION NOT NULL,
            plate_region          VARCHAR(10)      NOT NULL,
            vehicle_type          VARCHAR(20),
            vehicle_make          VARCHAR(50),
            vehicle_model         VARCHAR(50),
            vehicle_color         VARCHAR(30),
            plate_image_url       TEXT,
            vehicle_image_url     TEXT,
            frame_image_url       TEXT,
            latency_ms            INTEGER,
            quality_score         DOUBLE PRECISION,
            frame_number          INTEGER,
            site_id               VARCHAR(50),
            host_id               VARCHAR(100),
            roi                   VARCHAR(50),
            direction             VARCHAR(20),
            created_at            TIMESTAMPTZ      DEFAULT now(),
            PRIMARY KEY (event_id, captured_at)
        )' || CASE WHEN timescale THEN '' ELSE ' PARTITION BY RANGE (captured_at)' END;
    IF timescale THEN
        EXECUTE 'SELECT create_hypertable(''plate_events'', ''captured_at'',
                chunk_time_interval => INTERVAL ''7 days'',
                create_default_indexes => FALSE)';
    ELSE
        EXECUTE 'CREATE TABLE plate_events_default PARTITION OF plate_events DEFAULT';
    END IF;
END
$$;

CREATE INDEX IF NOT EXISTS idx_plate_normalized ON plate_events (plate_normalized_text, captured_at DESC);
CREATE INDEX IF NOT EXISTS idx_camera_time ON plate_events (camera_id, captured_at DESC);
CREATE INDEX IF NOT EXISTS idx_site_time ON plate_events (site_id, captured_at DESC);
CREATE INDEX IF NOT EXISTS idx_track_id ON plate_events (track_id);
CREATE INDEX IF NOT EXISTS idx_captured_at ON plate_events (captured_at DESC);
CREATE INDEX IF NOT EXISTS idx_created_at ON plate_events (created_at DESC);

CREATE OR REPLACE VIEW plate_events_stats AS
SELECT count(*)                              AS total_events,
       count(DISTINCT plate_normalized_text) AS unique_plates,
       count(DISTINCT camera_id)             AS active_cameras,
       min(captured_at)                      AS earliest_event,
       max(captured_at)                      AS latest_event,
       avg(plate_confidence)                 AS avg_confidence,
       avg(latency_ms)                       AS avg_latency_ms
FROM plate_events;

CREATE OR REPLACE VIEW plate_events_recent AS
SELECT event_id, captured_at, camera_id, track_id, plate_normalized_text, plate_confidence,
       vehicle_type, vehicle_color, site_id
FROM plate_events
WHERE captured_at > now() - INTERVAL '24 hours'
ORDER BY captured_at DESC;
