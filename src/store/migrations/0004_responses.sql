-- Answers of the Responses API that clients may come back to, with the conversation before them. Sealed.
CREATE TABLE responses (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    sealed TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX responses_expires ON responses (expires_at);
CREATE INDEX calls_response ON calls (response_id) WHERE response_id <> '';
