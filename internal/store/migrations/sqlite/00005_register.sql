-- +goose Up
-- The register: a fold of the log, which can be dropped and made again.
CREATE TABLE object (
    id      TEXT PRIMARY KEY,
    idx     BIGINT NOT NULL,
    kind    TEXT NOT NULL,
    stands  BOOLEAN NOT NULL,
    state   TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX object_kind ON object (kind, idx);
CREATE INDEX object_idx ON object (idx);
CREATE TABLE object_seat (
    object TEXT NOT NULL,
    seat   TEXT NOT NULL,
    PRIMARY KEY (object, seat)
);
CREATE TABLE object_ref (
    object TEXT NOT NULL,
    role   TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (object, role, target)
);
CREATE INDEX object_ref_target ON object_ref (target, role);

-- +goose Down
DROP TABLE object_ref; DROP TABLE object_seat; DROP TABLE object;
