-- What a call used that is not counted in tokens: pictures and their pixels, milliseconds of sound
-- heard and made, characters read aloud, searches of rerankers, pages.
ALTER TABLE calls ADD COLUMN images BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN pixels BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN audio_in_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN audio_out_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN characters BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN search_units BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN pages BIGINT NOT NULL DEFAULT 0;
