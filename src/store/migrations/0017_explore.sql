-- Finding calls by what people look for, newest first and page by page. Two indexes take the place of
-- narrower ones on the same columns.
DROP INDEX calls_ended;
DROP INDEX calls_key_ended;
CREATE INDEX calls_newest ON calls (ended_at, request_id);
CREATE INDEX calls_of_key ON calls (key_id, ended_at, request_id);
CREATE INDEX calls_of_model ON calls (model_group, ended_at, request_id);
CREATE INDEX calls_of_user ON calls (user_id, ended_at, request_id) WHERE user_id IS NOT NULL;
CREATE INDEX calls_of_team ON calls (team_id, ended_at, request_id) WHERE team_id IS NOT NULL;
CREATE INDEX calls_failed ON calls (ended_at, request_id) WHERE outcome <> 'success';
CREATE INDEX calls_call_id ON calls (call_id);
CREATE INDEX calls_tagged ON calls (ended_at, request_id) WHERE tags <> '[]';
