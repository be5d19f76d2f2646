CREATE TABLE IF NOT EXISTS bayar_callbacks_seen (
    deduplication_key TEXT PRIMARY KEY,
    -- Milliseconds since 1970, for a clean-up of what is older than any repetition.
    seen_at BIGINT NOT NULL
);
