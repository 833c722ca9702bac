-- What finds and counts calls without reading their rows: how a call ended stands beside its place in each
-- order. Sums by tag come from totals now, so that the index of tagged calls can be narrow.
DROP INDEX calls_of_key;
DROP INDEX calls_of_model;
DROP INDEX calls_of_user;
DROP INDEX calls_of_team;
DROP INDEX calls_tagged;
CREATE INDEX calls_of_key ON calls (key_id, ended_at, request_id, outcome);
CREATE INDEX calls_of_model ON calls (model_group, ended_at, request_id, outcome);
CREATE INDEX calls_of_user ON calls (user_id, ended_at, request_id, outcome) WHERE user_id IS NOT NULL;
CREATE INDEX calls_of_team ON calls (team_id, ended_at, request_id, outcome) WHERE team_id IS NOT NULL;
CREATE INDEX calls_of_end_user ON calls (end_user, ended_at, request_id, outcome) WHERE end_user IS NOT NULL;
CREATE INDEX calls_tagged ON calls (ended_at, request_id, outcome) WHERE tags <> '[]';
CREATE INDEX calls_limited ON calls (started_at, api_base, outcome) WHERE status = 429;
