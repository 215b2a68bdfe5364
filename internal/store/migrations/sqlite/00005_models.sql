-- +goose Up

-- What language models were asked for and what it cost, by day of UTC. Counts
-- and sums only. A cost is in millionths of the provider's currency.
CREATE TABLE model_use (
    day       BIGINT NOT NULL,
    workspace TEXT   NOT NULL,
    purpose   TEXT   NOT NULL,
    model     TEXT   NOT NULL,
    tries     BIGINT NOT NULL,
    failed    BIGINT NOT NULL,
    input     BIGINT NOT NULL,
    cached    BIGINT NOT NULL,
    output    BIGINT NOT NULL,
    micros    BIGINT NOT NULL,
    cost      BIGINT NOT NULL,
    PRIMARY KEY (day, workspace, purpose, model)
) WITHOUT ROWID;

-- +goose Down

DROP TABLE model_use;
