-- Accounts of people whom another service vouches for: known by what it calls them, which it gives to nobody else,
-- and not by their name.
ALTER TABLE accounts
    ADD COLUMN issuer  TEXT,
    ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX idx_accounts_subject ON accounts (issuer, subject) WHERE issuer IS NOT NULL;
