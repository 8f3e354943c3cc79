-- +goose Up
-- Who is signed in. It proves nothing, and is not part of the record: who holds
-- which seat stands in the log alone.
CREATE TABLE session (
    hash      TEXT PRIMARY KEY, -- SHA-256 of the token that the browser holds
    id        TEXT NOT NULL UNIQUE,
    seat      TEXT NOT NULL,
    name      TEXT NOT NULL,
    key       TEXT NOT NULL,
    how       TEXT NOT NULL,
    browser   TEXT NOT NULL,
    made      TEXT NOT NULL,
    seen      TEXT NOT NULL,
    confirmed TEXT NOT NULL,
    ends      TEXT NOT NULL,
    digest    TEXT NOT NULL -- of the other values
);

-- +goose Down
DROP TABLE session;
