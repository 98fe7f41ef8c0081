-- A migration that an older program cannot live with writes itself down here, with the first program that can.
CREATE TABLE breaking_migrations (
    version     BIGINT NOT NULL PRIMARY KEY,
    min_program TEXT   NOT NULL
);

-- An address belongs to the one user who has verified it; unverified, it is only text and claims nothing.
CREATE TABLE users (
    id                TEXT   NOT NULL PRIMARY KEY,
    name              TEXT,
    email             TEXT,
    email_verified_at BIGINT,
    image             TEXT,
    role              TEXT   NOT NULL CHECK (role IN ('user', 'admin')),
    password_hash     TEXT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    last_signed_in_at BIGINT,
    CHECK (email IS NOT NULL OR email_verified_at IS NULL)
);

CREATE UNIQUE INDEX users_by_verified_email ON users (email) WHERE email_verified_at IS NOT NULL;
CREATE INDEX users_by_email ON users (email);

-- Who a provider says somebody is: the issuer and its own name for the person, never the address.
CREATE TABLE identities (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer       TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    email        TEXT,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE UNIQUE INDEX identities_by_subject ON identities (issuer, subject);
CREATE INDEX identities_by_user ON identities (user_id);

-- A sign-in that a provider has not answered yet; the body is unreadable without the browser that began it.
CREATE TABLE sign_in_attempts (
    state_hash TEXT   NOT NULL PRIMARY KEY,
    body       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sign_in_attempts_by_expiry ON sign_in_attempts (expires_at);

CREATE TABLE sessions (
    id               TEXT   NOT NULL PRIMARY KEY,
    token_hash       TEXT   NOT NULL,
    user_id          TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device           TEXT   NOT NULL,
    created_at       BIGINT NOT NULL,
    last_used_at     BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL
);

CREATE UNIQUE INDEX sessions_by_token ON sessions (token_hash);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- What a mailed link opens, once. The hash comes when the mail is sent: the token itself is never written down.
CREATE TABLE mail_tokens (
    id            TEXT   NOT NULL PRIMARY KEY,
    kind          TEXT   NOT NULL CHECK (kind IN ('register', 'verify', 'reset', 'change_email')),
    token_hash    TEXT,
    user_id       TEXT   REFERENCES users (id) ON DELETE CASCADE,
    email         TEXT   NOT NULL,
    name          TEXT,
    password_hash TEXT,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    CHECK ((kind = 'register') = (user_id IS NULL))
);

CREATE UNIQUE INDEX mail_tokens_by_token ON mail_tokens (token_hash);
CREATE INDEX mail_tokens_by_user ON mail_tokens (user_id);
CREATE INDEX mail_tokens_by_email ON mail_tokens (email);
CREATE INDEX mail_tokens_by_expiry ON mail_tokens (expires_at);

CREATE TABLE api_tokens (
    id           TEXT   NOT NULL PRIMARY KEY,
    token_hash   TEXT   NOT NULL,
    user_id      TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         TEXT   NOT NULL,
    scope        TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at   BIGINT
);

CREATE UNIQUE INDEX api_tokens_by_token ON api_tokens (token_hash);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);
CREATE INDEX api_tokens_by_expiry ON api_tokens (expires_at);

-- A null means: as the program decides.
CREATE TABLE preferences (
    user_id          TEXT   NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    time_zone        TEXT,
    date_order       TEXT,
    clock            TEXT,
    week_start       TEXT,
    work_from        TEXT,
    work_until       TEXT,
    duration_minutes BIGINT,
    reminder_minutes BIGINT,
    theme            TEXT,
    updated_at       BIGINT NOT NULL
);

-- Outlives its user, so it has no foreign key, and names nobody but by id.
CREATE TABLE audit (
    id      TEXT   NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    user_id TEXT,
    action  TEXT   NOT NULL,
    detail  TEXT
);

CREATE INDEX audit_by_user ON audit (user_id, action);
CREATE INDEX audit_by_time ON audit (at);
