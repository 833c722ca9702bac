-- When a place in a team or an organization was last changed: a change is written only over what was read.
ALTER TABLE members ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
