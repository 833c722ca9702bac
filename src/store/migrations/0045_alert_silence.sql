-- What people want of an alert: no more reminders since somebody has seen it, nothing at all before a time.
ALTER TABLE alerts ADD COLUMN acked_by TEXT;
ALTER TABLE alerts ADD COLUMN muted_until BIGINT;
