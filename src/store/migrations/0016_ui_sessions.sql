-- Who is logged in to the admin pages. The cookie is a random secret; only its hash is kept.
CREATE TABLE ui_sessions (
    id_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    rests_on TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    client_ip TEXT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX ui_sessions_subject ON ui_sessions (kind, subject);
CREATE INDEX ui_sessions_expires ON ui_sessions (expires_at);
