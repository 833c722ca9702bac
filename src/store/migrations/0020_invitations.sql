-- Links by which somebody sets the password of their account, once. Of the link only its hash is kept.
CREATE TABLE invitations (
    id_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    is_accepted BOOLEAN NOT NULL,
    accepted_at BIGINT,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX invitations_user ON invitations (user_id);
