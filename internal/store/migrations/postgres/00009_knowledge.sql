-- +goose Up

-- Counts what readers see otherwise than before, so that an index on any node
-- asks for what has changed since it looked.
ALTER TABLE workspaces ADD COLUMN knowledge_seq BIGINT NOT NULL DEFAULT 0;

-- Shelves of articles. titles and abouts are JSON by language.
CREATE TABLE collections (
    id        TEXT    NOT NULL PRIMARY KEY,
    workspace TEXT    NOT NULL REFERENCES workspaces (id),
    parent    TEXT    NOT NULL,
    slug      TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    titles    TEXT    NOT NULL,
    abouts    TEXT    NOT NULL
);
CREATE UNIQUE INDEX collections_slug ON collections (workspace, slug);

CREATE TABLE articles (
    id          TEXT    NOT NULL PRIMARY KEY,
    workspace   TEXT    NOT NULL REFERENCES workspaces (id),
    collection  TEXT    NOT NULL,
    audience    TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    review_at   BIGINT  NOT NULL,
    source      TEXT    NOT NULL,
    origin_kind TEXT    NOT NULL,
    origin_key  TEXT    NOT NULL,
    origin_sum  TEXT    NOT NULL,
    related     TEXT    NOT NULL,
    archived    BOOLEAN NOT NULL,
    created_at  BIGINT  NOT NULL,
    updated_at  BIGINT  NOT NULL
);
CREATE UNIQUE INDEX articles_origin ON articles (workspace, origin_kind, origin_key) WHERE origin_kind <> '';
CREATE INDEX articles_updated ON articles (workspace, updated_at, id);
CREATE INDEX articles_collection ON articles (workspace, collection, updated_at, id);

-- An article in one language: its draft. published is the number of the version
-- that readers see, 0 for none; seq is the workspace's knowledge_seq when that
-- last changed. search is the title in lower case.
CREATE TABLE article_editions (
    article       TEXT    NOT NULL REFERENCES articles (id),
    lang          TEXT    NOT NULL,
    workspace     TEXT    NOT NULL,
    slug          TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    stage         TEXT    NOT NULL,
    rev           INTEGER NOT NULL,
    published     INTEGER NOT NULL,
    translates    INTEGER NOT NULL,
    updated_at    BIGINT  NOT NULL,
    user_id       TEXT    NOT NULL,
    user_name     TEXT    NOT NULL,
    approved_id   TEXT    NOT NULL,
    approved_name TEXT    NOT NULL,
    approved_rev  INTEGER NOT NULL,
    remark        TEXT    NOT NULL,
    search        TEXT    NOT NULL,
    seq           BIGINT  NOT NULL,
    PRIMARY KEY (article, lang)
);
CREATE INDEX article_editions_seq ON article_editions (workspace, seq);
CREATE INDEX article_editions_stage ON article_editions (workspace, stage);

-- What was published, each once. of_version is the one that was rolled back to.
CREATE TABLE article_versions (
    article    TEXT    NOT NULL,
    lang       TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    workspace  TEXT    NOT NULL,
    slug       TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    user_id    TEXT    NOT NULL,
    user_name  TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    of_version INTEGER NOT NULL,
    PRIMARY KEY (article, lang, number)
);

-- Addresses: those in use and those that lead to where an article is now.
CREATE TABLE article_slugs (
    workspace TEXT NOT NULL,
    lang      TEXT NOT NULL,
    slug      TEXT NOT NULL,
    article   TEXT NOT NULL,
    PRIMARY KEY (workspace, lang, slug)
);
CREATE INDEX article_slugs_article ON article_slugs (article, lang);

CREATE TABLE article_files (
    id        TEXT   NOT NULL PRIMARY KEY,
    workspace TEXT   NOT NULL,
    article   TEXT   NOT NULL REFERENCES articles (id),
    name      TEXT   NOT NULL,
    type      TEXT   NOT NULL,
    size      BIGINT NOT NULL,
    user_id   TEXT   NOT NULL,
    user_name TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    data      BYTEA  NOT NULL
);
CREATE INDEX article_files_article ON article_files (workspace, article, at);

-- What readers say of a version. visitor is whatever tells one from another, as
-- far as it is known; the same one's later word takes the place of the earlier.
CREATE TABLE article_feedback (
    article   TEXT    NOT NULL,
    lang      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    visitor   TEXT    NOT NULL,
    workspace TEXT    NOT NULL,
    helpful   BOOLEAN NOT NULL,
    comment   TEXT    NOT NULL,
    at        BIGINT  NOT NULL,
    PRIMARY KEY (article, lang, version, visitor)
);
CREATE INDEX article_feedback_at ON article_feedback (workspace, at);

-- What was asked and not answered. conversation is empty for the site's search;
-- article is the one that was written for it.
CREATE TABLE article_gaps (
    id           TEXT   NOT NULL PRIMARY KEY,
    workspace    TEXT   NOT NULL REFERENCES workspaces (id),
    conversation TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    lang         TEXT   NOT NULL,
    query        TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    article      TEXT   NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX article_gaps_state ON article_gaps (workspace, state, at, id);
CREATE UNIQUE INDEX article_gaps_message ON article_gaps (workspace, conversation, seq) WHERE conversation <> '';

-- +goose Down

DROP TABLE article_gaps;
DROP TABLE article_feedback;
DROP TABLE article_files;
DROP TABLE article_slugs;
DROP TABLE article_versions;
DROP TABLE article_editions;
DROP TABLE articles;
DROP TABLE collections;
ALTER TABLE workspaces DROP COLUMN knowledge_seq;
