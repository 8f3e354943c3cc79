-- +goose Up
-- The register: a fold of the log, which can be dropped and made again.
CREATE TABLE object (
    idx      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    stands   BOOLEAN NOT NULL,
    audience BIGINT NOT NULL, -- who may read it
    day      TEXT NOT NULL,   -- the first day that it is about, or its source's; '' where neither is known
    day_table  TEXT NOT NULL, -- the same, as those around the table are told it
    day_public TEXT NOT NULL, -- and as everyone is
    labels   TEXT NOT NULL,   -- its rows of the table label, one a line
    words    TEXT NOT NULL,   -- of its row of the table wording, with a space before each and after the last; '' where it has none
    state    TEXT NOT NULL,
    content  TEXT NOT NULL
);
-- With the audience in it what is not the reader's is not there either: no row is read.
CREATE UNIQUE INDEX object_id ON object (id, audience);
CREATE INDEX object_kind ON object (kind, audience, stands, idx);
CREATE INDEX object_audience ON object (audience, idx);
-- Sets of seats, by number. Of a set whose seats are not told alike, a number each
-- for those who find by the same rows of the table label.
CREATE TABLE audience (
    id    BIGINT PRIMARY KEY,
    seats TEXT NOT NULL UNIQUE, -- and told and exact
    told  BIGINT NOT NULL,      -- in which ways: a bit each
    exact TEXT NOT NULL         -- the seat that is told exactly all the same
);
CREATE TABLE audience_seat (
    seat     TEXT NOT NULL,
    audience BIGINT NOT NULL,
    PRIMARY KEY (seat, audience)
) WITHOUT ROWID;
-- Which objects, by index, refer to an entry.
CREATE TABLE object_ref (
    target TEXT NOT NULL,
    role   TEXT NOT NULL,
    object BIGINT NOT NULL,
    PRIMARY KEY (target, role, object)
) WITHOUT ROWID;
-- What objects that stand are found by, in the order of their days. A side that a
-- claim names finds the incident (item) for those who may read the claim (idx).
CREATE TABLE label (
    label    TEXT NOT NULL, -- '' every object has
    kind     TEXT NOT NULL,
    audience BIGINT NOT NULL,
    day      TEXT NOT NULL,
    item     BIGINT NOT NULL,
    idx      BIGINT NOT NULL,
    PRIMARY KEY (label, kind, audience, day, item, idx)
) WITHOUT ROWID;
-- Their words as search compares them, with who may read them and their kind
-- among the words; the texts themselves are not kept a second time.
CREATE VIRTUAL TABLE wording USING fts5(words, content='', contentless_delete=1, detail='none', tokenize="ascii tokenchars ':_'");
-- Which words there are, without who may read what they stand in: it is asked for
-- what begins like a word that is looked for, and shown to nobody.
CREATE VIRTUAL TABLE wording_terms USING fts5vocab('wording', 'instance');

-- +goose Down
DROP TABLE wording_terms; DROP TABLE wording; DROP TABLE label; DROP TABLE object_ref; DROP TABLE audience_seat; DROP TABLE audience; DROP TABLE object;
