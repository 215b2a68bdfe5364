-- +goose Up

-- Files that people edit in the desk's flow studio and have not published yet.
CREATE TABLE studio_drafts (
    workspace TEXT   NOT NULL REFERENCES workspaces (id),
    pack      TEXT   NOT NULL,
    path      TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    user_id   TEXT   NOT NULL,
    user_name TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (workspace, pack, path)
);

-- What was published there: the files that differ from the installed packs. The
-- highest number is in force.
CREATE TABLE studio_versions (
    workspace TEXT    NOT NULL REFERENCES workspaces (id),
    number    INTEGER NOT NULL,
    version   TEXT    NOT NULL,
    files     TEXT    NOT NULL,
    note      TEXT    NOT NULL,
    user_id   TEXT    NOT NULL,
    user_name TEXT    NOT NULL,
    at        BIGINT  NOT NULL,
    PRIMARY KEY (workspace, number)
);

-- +goose Down

DROP TABLE studio_versions;
DROP TABLE studio_drafts;
