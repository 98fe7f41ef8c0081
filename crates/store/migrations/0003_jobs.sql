-- Work for later. A worker holds a job by a lease; one that fails too often is dead and waits for a person.
CREATE TABLE jobs (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,
    payload     TEXT   NOT NULL,
    user_id     TEXT   REFERENCES users (id) ON DELETE CASCADE,
    unique_key  TEXT,
    run_at      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    lease       TEXT,
    lease_until BIGINT,
    last_error  TEXT,
    dead_at     BIGINT,
    created_at  BIGINT NOT NULL,
    CHECK ((lease IS NULL) = (lease_until IS NULL)),
    CHECK (dead_at IS NULL OR lease IS NULL)
);

CREATE UNIQUE INDEX jobs_by_key ON jobs (unique_key) WHERE dead_at IS NULL;
CREATE INDEX jobs_by_turn ON jobs (run_at, id) WHERE dead_at IS NULL;
CREATE INDEX jobs_by_user ON jobs (user_id);
