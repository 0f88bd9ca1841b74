-- Passes by hour, camera and site, as plate_events_hourly: a continuous aggregate where the server has
-- TimescaleDB, which also keeps chunks older than a month as columns; a plain view elsewhere. Both answer the
-- same questions. A TimescaleDB without these features (its Apache edition) gets the plain view.

DO $$
DECLARE
    timescale BOOLEAN := EXISTS (
        SELECT FROM pg_extension WHERE extname = 'timescaledb')
        AND (SELECT relkind FROM pg_class WHERE oid = to_regclass('plate_events')) IS DISTINCT FROM 'p';
BEGIN
    IF to_regclass('plate_events_hourly') IS NOT NULL THEN
        RETURN;
    END IF;
    IF timescale THEN
        BEGIN
            EXECUTE 'ALTER TABLE plate_events SET (timescaledb.compress,
                    timescaledb.compress_segmentby = ''camera_id'',
                    timescaledb.compress_orderby = ''captured_at DESC, event_id'')';
            PERFORM add_compression_policy('plate_events', INTERVAL '30 days', if_not_exists => TRUE);
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE 'plate_events is not kept as columns: %', SQLERRM;
        END;
        BEGIN
            EXECUTE 'CREATE MATERIALIZED VIEW plate_events_hourly
                    WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
                    SELECT time_bucket(INTERVAL ''1 hour'', captured_at) AS hour, camera_id, site_id,
                        count(*) AS passes, avg(plate_confidence) AS avg_confidence
                    FROM plate_events GROUP BY 1, 2, 3 WITH NO DATA';
            PERFORM add_continuous_aggregate_policy('plate_events_hourly',
                    start_offset => INTERVAL '10 days', end_offset => INTERVAL '1 hour',
                    schedule_interval => INTERVAL '30 minutes');
            RETURN;
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE 'plate_events_hourly is a plain view: %', SQLERRM;
        END;
    END IF;
    EXECUTE 'CREATE VIEW plate_events_hourly AS
            SELECT date_trunc(''hour'', captured_at, ''UTC'') AS hour, camera_id, site_id,
                count(*) AS passes, avg(plate_confidence) AS avg_confidence
            FROM plate_events GROUP BY 1, 2, 3';
END
$$;
