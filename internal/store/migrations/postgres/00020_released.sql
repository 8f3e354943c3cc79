-- +goose Up
-- What of an entry was released to whom: the fields that they may read, sealed
-- again under a key of its own for the new readers' audience.
CREATE TABLE released (
    entry    TEXT NOT NULL,
    decision TEXT NOT NULL, -- the entry by which it was released, or redacted
    audience TEXT NOT NULL,
    epoch    INTEGER NOT NULL,
    key      BYTEA NOT NULL,
    payload  BYTEA NOT NULL,
    PRIMARY KEY (entry, decision)
);

-- +goose Down
DROP TABLE released;
