-- Answers that are given again to the same request. The key is a hash over request and tenant.
CREATE TABLE response_cache (
    cache_key TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    body_bytes BIGINT NOT NULL,
    deployment_id TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX response_cache_expiry ON response_cache (expires_at);
