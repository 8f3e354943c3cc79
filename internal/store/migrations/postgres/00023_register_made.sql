-- +goose Up
-- Which program's way of keeping the register its tables have: another's are made
-- again from the log.
CREATE TABLE register_made (version BIGINT NOT NULL);

-- +goose Down
DROP TABLE register_made;
