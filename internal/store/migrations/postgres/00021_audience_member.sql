-- +goose Up
-- Audience keys sealed to the members' own keys: whoever holds one opens what
-- was sealed in the epoch, on their own machine.
CREATE TABLE audience_member (
    audience TEXT NOT NULL,
    epoch    INTEGER NOT NULL,
    member   TEXT NOT NULL, -- the id of a key of one of the audience's seats
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (audience, epoch, member)
);

-- +goose Down
DROP TABLE audience_member;
