-- +goose Up
-- What was opened is an entry, or a document that waits at the desk.
ALTER TABLE read_audit ADD COLUMN document TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE read_audit DROP COLUMN document;
