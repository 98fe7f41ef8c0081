-- A download that the page has offered: found by the hash of its id, unreadable without the id.
CREATE TABLE handoffs (
    id_hash    TEXT   NOT NULL PRIMARY KEY,
    size       BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    body       TEXT   NOT NULL
);

CREATE INDEX handoffs_by_expiry ON handoffs (expires_at, size);
