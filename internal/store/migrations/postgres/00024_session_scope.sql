-- +goose Up
-- What a program's token is for: names with a space between them; '' for a person's
-- session. Sessions are short, and those from before are asked for again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN scope TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE session DROP COLUMN scope;
