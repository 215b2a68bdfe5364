-- +goose Up

-- Who took a conversation when, across conversations: how long people wait for
-- an agent is read from it.
CREATE INDEX events_owner ON events (workspace, at) WHERE type = 'owner_changed';

-- +goose Down

DROP INDEX events_owner;
