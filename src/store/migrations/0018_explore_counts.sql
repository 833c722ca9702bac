-- What counting reads beside the order of calls, so that it needs no row; and sums by tag.
DROP INDEX calls_newest;
DROP INDEX calls_failed;
DROP INDEX calls_tagged;
CREATE INDEX calls_newest ON calls (ended_at, request_id, outcome);
CREATE INDEX calls_failed ON calls (ended_at, request_id, outcome) WHERE outcome <> 'success';
CREATE INDEX calls_tagged ON calls (ended_at, request_id, tags, outcome, started_at, cost_nanos, input_tokens,
    cache_read_tokens, cache_read_audio_tokens, cache_write_tokens, cache_write_1h_tokens, input_audio_tokens,
    input_image_tokens, output_tokens, reasoning_tokens, output_audio_tokens, output_image_tokens)
    WHERE tags <> '[]';
