-- Search by likeness looks at a thousand plates for each one that it finds: the indexes have all that it asks of them, so
-- that the table need not be read. Where plates were seen lately its pages are not known to be whole until VACUUM says so.
CREATE INDEX idx_plates_ahead ON plates (folded) INCLUDE (plate);
CREATE INDEX idx_plates_behind ON plates (reverse(folded) COLLATE "C") INCLUDE (folded, plate);
DROP INDEX IF EXISTS idx_plates_forwards;
DROP INDEX IF EXISTS idx_plates_backwards;
ALTER TABLE plates SET (
    autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);
