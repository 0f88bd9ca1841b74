-- Search by parts of a plate and by likeness, where the server has pg_trgm.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX IF NOT EXISTS idx_plate_trigrams ON plate_events
            USING gin (plate_normalized_text gin_trgm_ops);
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'pg_trgm may not be created by %, searches by parts of a plate scan', current_user;
END
$$;
