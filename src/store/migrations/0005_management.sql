-- Secrets that were replaced and are still good for a while.
CREATE TABLE retired_keys (
    hash TEXT PRIMARY KEY,
    active_hash TEXT NOT NULL,
    revoke_at BIGINT NOT NULL
);
CREATE INDEX retired_keys_active ON retired_keys (active_hash);

-- Provider credentials with names. Values are sealed.
CREATE TABLE credentials (
    name TEXT PRIMARY KEY,
    display_name TEXT,
    info TEXT NOT NULL,
    sealed_values TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
