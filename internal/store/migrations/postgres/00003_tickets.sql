-- +goose Up

ALTER TABLE workspaces ADD COLUMN next_ticket BIGINT NOT NULL DEFAULT 0;

-- Work that goes on after a conversation. key is the effect or the agent's deed
-- that opened it, so that doing it again opens no second one.
CREATE TABLE tickets (
    id            TEXT   NOT NULL PRIMARY KEY,
    workspace     TEXT   NOT NULL REFERENCES workspaces (id),
    number        BIGINT NOT NULL,
    key           TEXT   NOT NULL,
    conversation  TEXT   NOT NULL,
    contact_id    TEXT   NOT NULL,
    contact_name  TEXT   NOT NULL,
    pack          TEXT   NOT NULL,
    type          TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    priority      TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    fields        TEXT   NOT NULL,
    summary       TEXT   NOT NULL,
    assignee_id   TEXT   NOT NULL,
    assignee_name TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    solved_at     BIGINT,
    search        TEXT   NOT NULL
);
CREATE UNIQUE INDEX tickets_number ON tickets (workspace, number);
CREATE UNIQUE INDEX tickets_key ON tickets (workspace, key);
CREATE INDEX tickets_status ON tickets (workspace, status, updated_at, id);
CREATE INDEX tickets_assignee ON tickets (workspace, assignee_id, status, updated_at, id);
CREATE INDEX tickets_conversation ON tickets (workspace, conversation);

-- What became of a ticket, in order. note is for agents, tell was said to the customer.
CREATE TABLE ticket_log (
    ticket    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    workspace TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    at        BIGINT  NOT NULL,
    user_id   TEXT    NOT NULL,
    user_name TEXT    NOT NULL,
    what      TEXT    NOT NULL,
    was       TEXT    NOT NULL,
    now       TEXT    NOT NULL,
    note      TEXT    NOT NULL,
    tell      TEXT    NOT NULL,
    PRIMARY KEY (ticket, seq)
);
CREATE UNIQUE INDEX ticket_log_key ON ticket_log (ticket, key, what);

-- +goose Down

DROP TABLE ticket_log;
DROP TABLE tickets;
ALTER TABLE workspaces DROP COLUMN next_ticket;
