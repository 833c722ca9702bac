-- Where a call comes from, which attempts were made for it, and what was done in place of what was
-- asked for.
ALTER TABLE open_calls ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE open_calls ADD COLUMN session_id TEXT;
ALTER TABLE open_calls ADD COLUMN org_id TEXT;
ALTER TABLE open_calls ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE open_calls ADD COLUMN degraded_from TEXT;
ALTER TABLE calls ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE calls ADD COLUMN session_id TEXT;
ALTER TABLE calls ADD COLUMN org_id TEXT;
ALTER TABLE calls ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN degraded_from TEXT;
ALTER TABLE calls ADD COLUMN cached BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE calls ADD COLUMN attempts_log TEXT NOT NULL DEFAULT '[]';
CREATE INDEX calls_session ON calls (session_id, ended_at) WHERE session_id IS NOT NULL;
