-- Models with a name, which keys and teams may call beside those on their own lists.
CREATE TABLE access_groups (
    id TEXT PRIMARY KEY,
    alias TEXT NOT NULL,
    description TEXT,
    models TEXT NOT NULL,
    key_ids TEXT NOT NULL,
    team_ids TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE UNIQUE INDEX access_groups_alias ON access_groups (alias);
