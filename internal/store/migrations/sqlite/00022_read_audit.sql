-- +goose Up
-- Who opened what is for the mechanism alone, when. The log commits to it in
-- batches, each by a salted digest.
CREATE TABLE read_audit (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,
    seat   TEXT NOT NULL,
    person TEXT NOT NULL,
    entry  BIGINT NOT NULL,
    batch  TEXT NOT NULL -- the entry that committed to it; empty while none has
);
CREATE TABLE read_batch (
    batch TEXT PRIMARY KEY,
    salt  BLOB NOT NULL
);

-- +goose Down
DROP TABLE read_batch; DROP TABLE read_audit;
