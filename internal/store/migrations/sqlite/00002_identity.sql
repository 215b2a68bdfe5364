-- +goose Up

-- One-time codes. digest is a keyed hash; seed, from which the digits can be
-- made again with the same sealed key, is there only until the code was sent.
CREATE TABLE codes (
    effect       TEXT    NOT NULL PRIMARY KEY,
    workspace    TEXT    NOT NULL,
    conversation TEXT    NOT NULL,
    contact      TEXT    NOT NULL,
    hint         TEXT    NOT NULL,
    digest       BLOB   NOT NULL,
    seed         BLOB,
    state        TEXT    NOT NULL,
    tries        INTEGER NOT NULL,
    created_at   BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL
) WITHOUT ROWID;
CREATE INDEX codes_conversation ON codes (workspace, conversation, created_at);
CREATE INDEX codes_contact ON codes (workspace, contact, state);
CREATE INDEX codes_age ON codes (created_at);

-- What a message with digits came to, so that a repeat of it gets the same answer.
CREATE TABLE code_checks (
    conversation TEXT    NOT NULL,
    client_id    TEXT    NOT NULL,
    workspace    TEXT    NOT NULL,
    verdict      TEXT    NOT NULL,
    tries_left   INTEGER NOT NULL,
    at           BIGINT  NOT NULL,
    PRIMARY KEY (conversation, client_id)
) WITHOUT ROWID;
CREATE INDEX code_checks_age ON code_checks (at);

-- How often something was done by somebody. subject is a keyed hash of a contact,
-- an address or a network; times are microseconds, oldest first.
CREATE TABLE tallies (
    workspace    TEXT   NOT NULL,
    scope        TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    times        TEXT   NOT NULL,
    locked_until BIGINT NOT NULL,
    touched_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace, scope, subject)
) WITHOUT ROWID;
CREATE INDEX tallies_age ON tallies (touched_at);

-- +goose Down

DROP TABLE tallies;
DROP TABLE code_checks;
DROP TABLE codes;
