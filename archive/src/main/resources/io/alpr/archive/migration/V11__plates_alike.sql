-- Search by likeness: a plate within two changes of another begins like it but for one change, or ends so.
-- Both ways are a few hundred short ranges of an index, so that nothing is missed and no likeness is guessed at.
CREATE INDEX IF NOT EXISTS idx_plates_forwards ON plates (folded);
CREATE INDEX IF NOT EXISTS idx_plates_backwards ON plates (reverse(folded) COLLATE "C");
