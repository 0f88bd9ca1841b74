-- Makes the monthly partitions from the month of `since` to `months` later, where native partitions are
-- used; does nothing on a hypertable or a plain table. Rows of such a month that went to the DEFAULT
-- partition meanwhile move along. Months begin in UTC. Answers how many partitions it made.
CREATE OR REPLACE FUNCTION plate_events_partitions(since TIMESTAMPTZ, months INTEGER) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    made  INTEGER := 0;
    month TIMESTAMP := date_trunc('month', since AT TIME ZONE 'UTC');
    lower TIMESTAMPTZ;
    upper TIMESTAMPTZ;
    part  TEXT;
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass('plate_events')) IS DISTINCT FROM 'p' THEN
        RETURN 0;
    END IF;
    FOR step IN 0 .. months LOOP
        lower := (month + make_interval(months => step)) AT TIME ZONE 'UTC';
        upper := (month + make_interval(months => step + 1)) AT TIME ZONE 'UTC';
        part := 'plate_events_y' || to_char(lower AT TIME ZONE 'UTC', 'YYYY"m"MM');
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        -- One maker at a time; whoever waited sees the other's work.
        PERFORM pg_advisory_xact_lock(hashtext('plate_events_partitions'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        LOCK TABLE plate_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE plate_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('WITH moved AS (DELETE FROM plate_events_default WHERE captured_at >= %L AND captured_at < %L'
                || ' RETURNING *) INSERT INTO %I SELECT * FROM moved', lower, upper, part);
        EXECUTE format('ALTER TABLE plate_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                part, lower, upper);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

SELECT plate_events_partitions(now() - INTERVAL '1 month', 4);
