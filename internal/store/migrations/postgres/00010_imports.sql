-- +goose Up

-- Imports of articles that run on the server. data is the uploaded file, until
-- the import has ended; report is JSON.
CREATE TABLE imports (
    id         TEXT    NOT NULL PRIMARY KEY,
    workspace  TEXT    NOT NULL REFERENCES workspaces (id),
    kind       TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    options    TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    phase      TEXT    NOT NULL,
    done       INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    error      TEXT    NOT NULL,
    report     TEXT    NOT NULL,
    user_id    TEXT    NOT NULL,
    user_name  TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    data       BYTEA
);
CREATE INDEX imports_created ON imports (workspace, created_at, id);

-- Pages that an import has fetched, so that a restart does not fetch them again.
CREATE TABLE import_pages (
    import  TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    page    TEXT NOT NULL,
    PRIMARY KEY (import, address)
);

-- +goose Down

DROP TABLE import_pages;
DROP TABLE imports;
