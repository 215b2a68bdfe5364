-- +goose Up

-- What customers wrote and what of it went to a language model, counted by day
-- without reading the events themselves.
CREATE INDEX events_traffic ON events (workspace, type, at) WHERE type IN ('message_received', 'model_asked');

-- Tries whose tokens the server did not tell.
ALTER TABLE model_use ADD COLUMN guessed BIGINT NOT NULL DEFAULT 0;

-- +goose Down

ALTER TABLE model_use DROP COLUMN guessed;
DROP INDEX events_traffic;
