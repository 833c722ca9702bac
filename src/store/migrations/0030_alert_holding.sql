-- Who told of an alert, and who of several processes does what only one may do.
ALTER TABLE alerts ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
