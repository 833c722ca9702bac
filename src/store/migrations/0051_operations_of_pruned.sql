-- What is kept of calls that are gone is told apart by the operation too, as the totals of labels are.
CREATE TABLE pruned_labels_by_operation (
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    day TEXT NOT NULL,
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
    PRIMARY KEY (kind, label, day, key_id, user_id, team_id, model_group, model, provider, call_type)
) /* WITHOUT ROWID */;
INSERT INTO pruned_labels_by_operation
SELECT kind, label, day, key_id, user_id, team_id, model_group, model, provider, '', spend_nanos, requests,
    successes, failures, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, duration_ms,
    cache_hits, cache_hit_tokens
FROM pruned_labels;
DROP TABLE pruned_labels;
ALTER TABLE pruned_labels_by_operation RENAME TO pruned_labels;
