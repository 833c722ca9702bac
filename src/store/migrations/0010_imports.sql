-- What was taken over from another proxy's database: a digest of each object as it was written here, by
-- which a later import tells its own work from an operator's, and how much of what each holder spent
-- there is in the books here already.
CREATE TABLE imported_objects (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE TABLE imported_spend (
    scope_kind TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    lifetime_nanos BIGINT NOT NULL,
    period TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    window_nanos BIGINT NOT NULL,
    PRIMARY KEY (scope_kind, scope_id)
);
