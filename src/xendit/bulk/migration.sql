CREATE TABLE IF NOT EXISTS bayar_bulk (
    job TEXT NOT NULL,
    -- `external_id` of the disbursement.
    reference TEXT NOT NULL,
    -- A digest of the request, so that a changed one is noticed.
    content TEXT NOT NULL,
    -- waiting, sent, done, failed, unknown.
    state TEXT NOT NULL,
    -- Who works on it, and until when nobody else may. Every time is in milliseconds since 1970.
    worker TEXT,
    leased_until BIGINT NOT NULL DEFAULT 0,
    -- When the lease before this one ended, or the outcome was noted as unknown.
    idle_since BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    -- What is needed to look the disbursement up, as JSON: `bayar::Unsettled`.
    ticket TEXT,
    payment_id TEXT,
    -- Why it failed or is unknown, in words.
    why TEXT,
    PRIMARY KEY (job, reference)
);
