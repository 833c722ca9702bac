-- What a call went through: retries, fallbacks, the model that was asked for, guardrails. Empty where it went
-- straight, which nearly all do.
ALTER TABLE calls ADD COLUMN passage TEXT NOT NULL DEFAULT '';
