-- +goose Up

-- Customers' messages that the bot did not understand by itself. Written with
-- the events that tell of it; the words stay in the log. options and taught are
-- names of flows.
CREATE TABLE misunderstood (
    conversation TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    workspace    TEXT   NOT NULL REFERENCES workspaces (id),
    at           BIGINT NOT NULL,
    lang         TEXT   NOT NULL,
    outcome      TEXT   NOT NULL,
    during       TEXT   NOT NULL,
    options      TEXT   NOT NULL,
    chosen       TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    taught       TEXT   NOT NULL,
    PRIMARY KEY (conversation, seq)
);
CREATE INDEX misunderstood_state ON misunderstood (workspace, state, at);

-- +goose Down

DROP TABLE misunderstood;
