-- +goose Up
-- Who was invited to a seat, and which keys they made. Neither gives anybody
-- anything: a key counts when its entries stand in the log.
CREATE TABLE invitation (
    hash    TEXT PRIMARY KEY, -- SHA-256 of the token in the link
    seat    TEXT NOT NULL,
    by_name TEXT NOT NULL,
    made    TEXT NOT NULL,
    ends    TEXT NOT NULL,
    used    TEXT NOT NULL, -- when; empty while it can be
    digest  TEXT NOT NULL  -- of the other values
);
CREATE TABLE enrolment (
    key        TEXT PRIMARY KEY, -- the key's id
    seat       TEXT NOT NULL,
    name       TEXT NOT NULL,
    mode       TEXT NOT NULL,
    public     TEXT NOT NULL,
    proof      TEXT NOT NULL,
    credential TEXT NOT NULL,
    made       TEXT NOT NULL,
    digest     TEXT NOT NULL -- of the other values
);

-- +goose Down
DROP TABLE enrolment; DROP TABLE invitation;
