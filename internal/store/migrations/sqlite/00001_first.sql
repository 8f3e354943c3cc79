-- +goose Up
-- The log. Rows are only ever added; erasure empties payload and key.
CREATE TABLE entry (
    idx       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    leaf      BLOB NOT NULL,
    envelope  BLOB NOT NULL,
    signature BLOB NOT NULL,
    leaf_salt BLOB NOT NULL,
    audience  TEXT NOT NULL,
    epoch     INTEGER NOT NULL,
    key       BLOB,
    payload   BLOB
);
CREATE TABLE node (
    idx  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
);
CREATE TABLE log_head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    size BIGINT NOT NULL
);
INSERT INTO log_head (one, size) VALUES (1, 0);
CREATE TABLE checkpoint (
    size   INTEGER PRIMARY KEY,
    note   BLOB NOT NULL,
    signed TEXT NOT NULL,
    digest TEXT NOT NULL -- of the other values
);
-- Witnesses that do not answer, and since when; what the others signed stands in
-- the checkpoints.
CREATE TABLE witness (
    name         TEXT PRIMARY KEY,
    absent_since TEXT NOT NULL, -- empty while it answers
    reason       TEXT NOT NULL,
    digest       TEXT NOT NULL  -- of the other values
);
-- Entries handed in under the id of another: evidence against who signed both.
CREATE TABLE conflict (
    entry     TEXT PRIMARY KEY, -- digest of id, envelope and signature
    id        TEXT NOT NULL,
    envelope  BLOB NOT NULL,
    signature BLOB NOT NULL,
    seen      TEXT NOT NULL,
    digest    TEXT NOT NULL -- of the other values
);
CREATE TABLE audience_key (
    audience TEXT NOT NULL,
    epoch    INTEGER NOT NULL,
    seats    TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (audience, epoch)
);
-- The desk: what waits for a person. It survives a rebuild of the register.
CREATE TABLE document (
    id       TEXT PRIMARY KEY,
    sha256   TEXT NOT NULL,
    bytes    BIGINT NOT NULL,
    file     TEXT NOT NULL,
    mime     TEXT NOT NULL,
    evidence TEXT NOT NULL,
    evidence_key BLOB NOT NULL,
    reading  TEXT NOT NULL,
    taken_in TEXT NOT NULL,
    source   TEXT NOT NULL,
    seats    TEXT NOT NULL, -- who may read it, divided by spaces
    digest   TEXT NOT NULL -- of the other values
);
CREATE TABLE draft (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    ord      INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    record   TEXT NOT NULL,
    edited   TEXT,
    state    TEXT NOT NULL,
    entry    TEXT NOT NULL,
    reason   TEXT NOT NULL,
    by_name  TEXT NOT NULL,
    at       TEXT,
    digest   TEXT NOT NULL -- of the other values
);
CREATE INDEX draft_document ON draft (document, ord);

-- +goose Down
DROP TABLE draft; DROP TABLE document;
DROP TABLE audience_key; DROP TABLE conflict; DROP TABLE witness; DROP TABLE checkpoint; DROP TABLE log_head; DROP TABLE node; DROP TABLE entry;
