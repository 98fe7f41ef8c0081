-- Events that a person has saved. A deleted one can be brought back for a day.
CREATE TABLE events (
    id         TEXT   NOT NULL PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    uid        TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    words      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE UNIQUE INDEX events_by_uid ON events (user_id, uid);
CREATE INDEX events_by_deletion ON events (deleted_at);
