-- Sums by tag, end user and organization are told apart by the operation too. What was summed before has
-- none (''): it stands for all of them, and a day's breakdown by operation begins with this step.
CREATE TABLE labelled_totals_by_operation (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    label TEXT NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    model_group TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    call_type TEXT NOT NULL,
    spend_nanos BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cache_hits BIGINT NOT NULL,
    cache_hit_tokens BIGINT NOT NULL,
    PRIMARY KEY (kind, day, label, key_id, user_id, team_id, model_group, model, provider, call_type)
) /* WITHOUT ROWID */;
INSERT INTO labelled_totals_by_operation
SELECT kind, day, label, key_id, user_id, team_id, model_group, model, provider, '', spend_nanos, requests,
    successes, failures, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, duration_ms,
    cache_hits, cache_hit_tokens
FROM labelled_totals;
DROP TABLE labelled_totals;
ALTER TABLE labelled_totals_by_operation RENAME TO labelled_totals;
