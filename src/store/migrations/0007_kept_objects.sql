-- Files and batches that clients made at providers: whose they are, and what was last told of them.
CREATE TABLE kept_objects (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    key_id TEXT NOT NULL,
    told TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX kept_objects_owner ON kept_objects (kind, owner, created_at);
