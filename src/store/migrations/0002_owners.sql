-- Users, teams, organizations, end users and tags are rows of one table: they have the same columns,
-- the same limits and the same life. The tables that they replace were never written to.
DROP TABLE organizations;
DROP TABLE users;
DROP TABLE end_users;
DROP TABLE team_members;
DROP TABLE teams;
DROP TABLE budgets;

CREATE TABLE owners (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    alias TEXT,
    organization_id TEXT,
    models TEXT NOT NULL,
    aliases TEXT NOT NULL,
    blocked BOOLEAN NOT NULL,
    budget_id TEXT,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    more_limits TEXT NOT NULL,
    email TEXT,
    role TEXT,
    password_hash TEXT,
    sso_id TEXT,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX owners_email ON owners (LOWER(email)) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX owners_sso_id ON owners (sso_id) WHERE sso_id IS NOT NULL;
CREATE INDEX owners_created ON owners (kind, created_at, id);
CREATE INDEX owners_organization ON owners (organization_id);
CREATE INDEX owners_budget ON owners (budget_id);

-- Owners as they were when they were deleted.
CREATE TABLE deleted_owners (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL,
    PRIMARY KEY (kind, id, deleted_at)
);

CREATE TABLE members (
    group_kind TEXT NOT NULL,
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    models TEXT NOT NULL,
    budget_id TEXT,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    more_limits TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (group_kind, group_id, user_id)
);
CREATE INDEX members_user ON members (user_id);

CREATE TABLE budgets (
    budget_id TEXT PRIMARY KEY,
    max_budget_nanos BIGINT,
    budget_period TEXT,
    budget_anchor BIGINT NOT NULL,
    rpm_limit BIGINT,
    tpm_limit BIGINT,
    max_parallel_requests BIGINT,
    more_limits TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL
);

ALTER TABLE virtual_keys ADD COLUMN organization_id TEXT;
ALTER TABLE virtual_keys ADD COLUMN budget_id TEXT;
ALTER TABLE virtual_keys ADD COLUMN more_limits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE deleted_keys ADD COLUMN organization_id TEXT;
ALTER TABLE deleted_keys ADD COLUMN budget_id TEXT;
ALTER TABLE deleted_keys ADD COLUMN more_limits TEXT NOT NULL DEFAULT '{}';
CREATE INDEX virtual_keys_organization ON virtual_keys (organization_id);
CREATE INDEX virtual_keys_budget ON virtual_keys (budget_id);
