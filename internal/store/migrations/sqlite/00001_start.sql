-- +goose Up

CREATE TABLE workspaces (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    settings    TEXT    NOT NULL,
    next_number BIGINT  NOT NULL DEFAULT 0,
    created_at  BIGINT  NOT NULL
);

CREATE TABLE contacts (
    id          TEXT   NOT NULL PRIMARY KEY,
    workspace   TEXT   NOT NULL REFERENCES workspaces (id),
    name        TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    phone       TEXT   NOT NULL,
    external_id TEXT,
    level       TEXT   NOT NULL,
    locale      TEXT   NOT NULL,
    attributes  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX contacts_external ON contacts (workspace, external_id) WHERE external_id IS NOT NULL;

-- One row a conversation: the inbox line, and the sequence that Append compares
-- and sets. No foreign key to contacts: the row is written on every turn.
CREATE TABLE conversations (
    id               TEXT    NOT NULL PRIMARY KEY,
    workspace        TEXT    NOT NULL REFERENCES workspaces (id),
    number           BIGINT  NOT NULL,
    contact_id       TEXT    NOT NULL,
    contact_name     TEXT    NOT NULL,
    channel          TEXT    NOT NULL,
    lang             TEXT    NOT NULL,
    pin_playbook     TEXT    NOT NULL,
    pin_version      TEXT    NOT NULL,
    owner_kind       TEXT    NOT NULL,
    owner_id         TEXT    NOT NULL,
    owner_name       TEXT    NOT NULL,
    closed           BOOLEAN NOT NULL,
    outcome          TEXT    NOT NULL,
    issue            TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    rule             TEXT    NOT NULL,
    priority         TEXT    NOT NULL,
    mood             TEXT    NOT NULL,
    last_actor       TEXT    NOT NULL,
    last_text        TEXT    NOT NULL,
    last_at          BIGINT  NOT NULL,
    last_message     BIGINT  NOT NULL,
    last_seq         BIGINT  NOT NULL,
    messages         BIGINT  NOT NULL,
    waiting_since    BIGINT,
    read_by_agent    BIGINT  NOT NULL,
    read_by_customer BIGINT  NOT NULL,
    started_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    search           TEXT    NOT NULL
);
CREATE UNIQUE INDEX conversations_number ON conversations (workspace, number);
CREATE INDEX conversations_contact ON conversations (workspace, contact_id, started_at);
CREATE INDEX conversations_state ON conversations (workspace, closed, last_at, id) WHERE messages > 0;
CREATE INDEX conversations_owner ON conversations (workspace, closed, owner_kind, owner_id, last_at, id) WHERE messages > 0;

CREATE TABLE events (
    conversation TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    workspace    TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    type         TEXT   NOT NULL,
    actor        TEXT   NOT NULL,
    actor_id     TEXT   NOT NULL,
    actor_name   TEXT   NOT NULL,
    cause        TEXT   NOT NULL,
    data         TEXT   NOT NULL,
    PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;

-- The claim of an input's key, and where its turn stands in the log.
CREATE TABLE turns (
    conversation TEXT   NOT NULL,
    key          TEXT   NOT NULL,
    workspace    TEXT   NOT NULL,
    first_seq    BIGINT NOT NULL,
    last_seq     BIGINT NOT NULL,
    PRIMARY KEY (conversation, key)
) WITHOUT ROWID;

-- The newest snapshot only: it is a cache of the fold, never the truth.
CREATE TABLE snapshots (
    conversation TEXT    NOT NULL PRIMARY KEY,
    workspace    TEXT    NOT NULL,
    seq          BIGINT  NOT NULL,
    format       INTEGER NOT NULL,
    state        TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE effects (
    id           TEXT    NOT NULL PRIMARY KEY,
    workspace    TEXT    NOT NULL,
    conversation TEXT    NOT NULL,
    seq          BIGINT  NOT NULL,
    kind         TEXT    NOT NULL,
    data         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    next_at      BIGINT  NOT NULL,
    lease_until  BIGINT  NOT NULL,
    last_error   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL
);
CREATE INDEX effects_conversation ON effects (conversation, seq);
CREATE INDEX effects_unfinished ON effects (state, next_at) WHERE state IN ('pending', 'running');
CREATE INDEX effects_parked ON effects (workspace, created_at) WHERE state = 'parked';

-- The job that stands for a key, so that it can be called off (package jobs).
CREATE TABLE job_keys (
    kind TEXT   NOT NULL,
    key  TEXT   NOT NULL,
    job  BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

CREATE TABLE users (
    id            TEXT    NOT NULL PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    locale        TEXT    NOT NULL,
    available     BOOLEAN NOT NULL,
    disabled      BOOLEAN NOT NULL,
    created_at    BIGINT  NOT NULL
);

CREATE TABLE memberships (
    user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    role      TEXT NOT NULL,
    PRIMARY KEY (user_id, workspace)
) WITHOUT ROWID;
CREATE INDEX memberships_workspace ON memberships (workspace, user_id);

CREATE TABLE sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE playbooks (
    workspace  TEXT   NOT NULL REFERENCES workspaces (id),
    name       TEXT   NOT NULL,
    version    TEXT   NOT NULL,
    files      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, name, version)
);

-- Keys that this installation made for itself (signing keys and the like).
CREATE TABLE secrets (
    name  TEXT  NOT NULL PRIMARY KEY,
    value BLOB  NOT NULL
);

CREATE TABLE audit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    user_id   TEXT   NOT NULL,
    action    TEXT   NOT NULL,
    object    TEXT   NOT NULL,
    detail    TEXT   NOT NULL
);
CREATE INDEX audit_workspace ON audit (workspace, id);

-- +goose Down

DROP TABLE audit;
DROP TABLE secrets;
DROP TABLE playbooks;
DROP TABLE sessions;
DROP TABLE memberships;
DROP TABLE users;
DROP TABLE job_keys;
DROP TABLE effects;
DROP TABLE snapshots;
DROP TABLE turns;
DROP TABLE events;
DROP TABLE conversations;
DROP TABLE contacts;
DROP TABLE workspaces;
