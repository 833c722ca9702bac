-- Sums per hour in which calls ended, for a look at a day or two. Sums per UTC day of calls' starts by what
-- daily totals do not know: lists of tags, end users, organizations. And the daily totals by operation too,
-- with what the cache answered. All three are summed anew from the calls that are there, which is what daily
-- totals are in any case.
--
-- Rows stand in the order of their keys, for that is how they are read: sums of many of them by day and model
-- need no sorting. SQLite keeps them so where it is told, and has no second copy of the keys.
CREATE TABLE hourly_totals (
    hour BIGINT NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    model_group TEXT NOT NULL,
    provider TEXT NOT NULL,
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
    PRIMARY KEY (hour, model_group, key_id, user_id, team_id, provider)
) /* WITHOUT ROWID */;
CREATE TABLE labelled_totals (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    label TEXT NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    model_group TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
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
    PRIMARY KEY (kind, day, label, key_id, user_id, team_id, model_group, model, provider)
) /* WITHOUT ROWID */;
DROP TABLE daily_totals;
CREATE TABLE daily_totals (
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
    PRIMARY KEY (day, model_group, key_id, user_id, team_id, model, provider, call_type)
) /* WITHOUT ROWID */;
