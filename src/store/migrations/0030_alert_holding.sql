-- Who told of an alert, who has taken note of it, what is not told for a while, and who of several
-- processes does what only one may do.
ALTER TABLE alerts ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN acked_at BIGINT;
ALTER TABLE alerts ADD COLUMN acked_by TEXT NOT NULL DEFAULT '';
CREATE TABLE alert_mutes (
    rule TEXT NOT NULL,
    -- Empty: every scope.
    scope TEXT NOT NULL,
    muted_until BIGINT NOT NULL,
    muted_by TEXT NOT NULL,
    PRIMARY KEY (rule, scope)
);
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
