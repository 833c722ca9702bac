-- What deleted owners are found by, and who was in them. Those that were deleted before have neither: they are
-- found by id and by the day.
ALTER TABLE deleted_owners ADD COLUMN alias TEXT;
ALTER TABLE deleted_owners ADD COLUMN organization_id TEXT;
CREATE INDEX deleted_owners_deleted ON deleted_owners (kind, deleted_at, id);
CREATE TABLE deleted_members (
    group_kind TEXT NOT NULL,
    group_id TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (group_kind, group_id, deleted_at, user_id)
);
CREATE INDEX deleted_members_user ON deleted_members (user_id);
