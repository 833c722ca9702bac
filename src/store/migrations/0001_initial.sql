-- One text for SQLite and Postgres. Ids are TEXT made by the program, times are microseconds since
-- the Unix epoch, money is nano-US-dollars, JSON is TEXT.

-- Bumped by every change that the running proxy has to hear of.
CREATE TABLE revision (
    n BIGINT NOT NULL
);
INSERT INTO revision (n) VALUES (0);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE organizations (
    organization_id TEXT PRIMARY KEY,
    alias TEXT NOT NULL,
    models TEXT NOT NULL DEFAULT '[]',
    budget_id TEXT,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    metadata TEXT NOT NULL DEFAULT '{}',
    extra TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE teams (
    team_id TEXT PRIMARY KEY,
    alias TEXT,
    organization_id TEXT,
    models TEXT NOT NULL DEFAULT '[]',
    aliases TEXT NOT NULL DEFAULT '{}',
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL DEFAULT 0,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    metadata TEXT NOT NULL DEFAULT '{}',
    extra TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    email TEXT,
    alias TEXT,
    role TEXT NOT NULL,
    password_hash TEXT,
    sso_id TEXT,
    models TEXT NOT NULL DEFAULT '[]',
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL DEFAULT 0,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    metadata TEXT NOT NULL DEFAULT '{}',
    extra TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX users_sso_id ON users (sso_id) WHERE sso_id IS NOT NULL;

CREATE TABLE team_members (
    team_id TEXT NOT NULL REFERENCES teams (team_id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    budget_id TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_members_user ON team_members (user_id);

-- Limits with a name, shared by whatever points at them.
CREATE TABLE budgets (
    budget_id TEXT PRIMARY KEY,
    max_budget_nanos BIGINT,
    soft_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL DEFAULT 0,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    model_limits TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE end_users (
    end_user_id TEXT PRIMARY KEY,
    alias TEXT,
    budget_id TEXT,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    extra TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE virtual_keys (
    hash TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    alias TEXT,
    user_id TEXT,
    team_id TEXT,
    models TEXT NOT NULL,
    aliases TEXT NOT NULL,
    key_type TEXT NOT NULL,
    allowed_routes TEXT NOT NULL,
    blocked BOOLEAN NOT NULL,
    expires_at BIGINT,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE UNIQUE INDEX virtual_keys_alias ON virtual_keys (alias) WHERE alias IS NOT NULL;
CREATE INDEX virtual_keys_created ON virtual_keys (created_at);
CREATE INDEX virtual_keys_user ON virtual_keys (user_id);
CREATE INDEX virtual_keys_team ON virtual_keys (team_id);

-- Keys as they were when they were deleted. The same secret may be brought in and deleted again.
CREATE TABLE deleted_keys (
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    alias TEXT,
    user_id TEXT,
    team_id TEXT,
    models TEXT NOT NULL,
    aliases TEXT NOT NULL,
    key_type TEXT NOT NULL,
    allowed_routes TEXT NOT NULL,
    blocked BOOLEAN NOT NULL,
    expires_at BIGINT,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL,
    PRIMARY KEY (hash, deleted_at)
);
CREATE INDEX deleted_keys_deleted ON deleted_keys (deleted_at);

CREATE TABLE models (
    model_id TEXT PRIMARY KEY,
    model_name TEXT NOT NULL,
    params TEXT NOT NULL,
    model_info TEXT NOT NULL,
    blocked BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX models_name ON models (model_name);

CREATE TABLE prices (
    version TEXT PRIMARY KEY,
    spec TEXT NOT NULL
);

-- Calls that were admitted and are not over.
CREATE TABLE open_calls (
    request_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    call_type TEXT NOT NULL,
    stream BOOLEAN NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT,
    team_id TEXT,
    end_user TEXT,
    model_group TEXT NOT NULL,
    windows TEXT NOT NULL,
    reserved_nanos BIGINT NOT NULL,
    estimated_input_tokens BIGINT NOT NULL,
    price_version TEXT NOT NULL
);

-- The ledger.
CREATE TABLE calls (
    request_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    call_type TEXT NOT NULL,
    stream BOOLEAN NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT,
    team_id TEXT,
    end_user TEXT,
    model_group TEXT NOT NULL,
    windows TEXT NOT NULL,
    reserved_nanos BIGINT NOT NULL,
    estimated_input_tokens BIGINT NOT NULL,
    price_version TEXT NOT NULL,
    ended_at BIGINT NOT NULL,
    first_token_at BIGINT,
    outcome TEXT NOT NULL,
    status BIGINT NOT NULL,
    error TEXT NOT NULL,
    deployment_id TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    api_base TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    response_id TEXT NOT NULL,
    input_tokens BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_read_audio_tokens BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    cache_write_1h_tokens BIGINT NOT NULL,
    input_audio_tokens BIGINT NOT NULL,
    input_image_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    output_audio_tokens BIGINT NOT NULL,
    output_image_tokens BIGINT NOT NULL,
    usage_source TEXT NOT NULL,
    service_tier TEXT NOT NULL,
    cost_nanos BIGINT NOT NULL,
    upstream_cost_nanos BIGINT,
    client_ip TEXT NOT NULL
);
CREATE INDEX calls_ended ON calls (ended_at);
CREATE INDEX calls_key_ended ON calls (key_id, ended_at);

-- What was said, kept apart so that it can be pruned on its own clock.
CREATE TABLE payloads (
    request_id TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    response TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX payloads_created ON payloads (created_at);

-- Spend per scope and window. Rows are only ever added to; a new window is a new row.
CREATE TABLE window_totals (
    scope_kind TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    period TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    spend_nanos BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    PRIMARY KEY (scope_kind, scope_id, period, window_start)
);

-- Sums per UTC day of the call's start. Absent users and teams are '', so that they can be keys.
CREATE TABLE daily_totals (
    day TEXT NOT NULL,
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
    PRIMARY KEY (day, key_id, user_id, team_id, model_group, model, provider)
);

-- Who changed what.
CREATE TABLE audit_log (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    before_value TEXT,
    after_value TEXT
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_object ON audit_log (object_kind, object_id);
