-- The catalogue of a Goalpost data folder. Times are UTC, ISO 8601; offsets
-- (span_…, deadline_start, …) count Unicode code points into versions.text;
-- *_json columns hold JSON. Rows with an id are never altered but where a
-- comment says so.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('seq', '0');

-- Named sources and their cadence.
CREATE TABLE sources (
    name            TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    location        TEXT NOT NULL,
    cadence_seconds INTEGER NOT NULL DEFAULT 0,
    options_json    TEXT,
    added_at        TEXT NOT NULL,
    checked_at      TEXT,
    due_at          TEXT,
    note            TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- One pass over one source: what was listed and what became of it.
CREATE TABLE ingests (
    id          INTEGER PRIMARY KEY,
    source      TEXT NOT NULL,
    command     TEXT NOT NULL DEFAULT '',
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    listed      INTEGER NOT NULL DEFAULT 0,
    fetched     INTEGER NOT NULL DEFAULT 0,
    added       INTEGER NOT NULL DEFAULT 0,
    changed     INTEGER NOT NULL DEFAULT 0,
    unchanged   INTEGER NOT NULL DEFAULT 0,
    skipped     INTEGER NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX ingests_source ON ingests (source, id);

-- One response of a server, or one local file, as it came. The bytes are the
-- record at warc_offset in captures/<warc_file>.
CREATE TABLE captures (
    id           TEXT PRIMARY KEY,
    target_uri   TEXT NOT NULL,
    digest       TEXT NOT NULL,
    fetched_at   TEXT NOT NULL,
    media_type   TEXT NOT NULL DEFAULT '',
    status       INTEGER NOT NULL DEFAULT 0,
    headers_json TEXT,
    warc_file    TEXT NOT NULL,
    warc_offset  INTEGER NOT NULL,
    warc_length  INTEGER NOT NULL,
    size         INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX captures_target ON captures (target_uri);
CREATE INDEX captures_place ON captures (warc_file, warc_offset);

-- Every fetch, those that brought nothing new among them.
CREATE TABLE fetches (
    id            INTEGER PRIMARY KEY,
    url           TEXT NOT NULL,
    at            TEXT NOT NULL,
    status        INTEGER NOT NULL DEFAULT 0,
    outcome       TEXT NOT NULL DEFAULT '',
    capture       TEXT REFERENCES captures (id),
    warc_file     TEXT NOT NULL DEFAULT '',
    warc_offset   INTEGER NOT NULL DEFAULT 0,
    warc_length   INTEGER NOT NULL DEFAULT 0,
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    duration_ms   INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT ''
);
CREATE INDEX fetches_url ON fetches (url, id);
CREATE INDEX fetches_place ON fetches (warc_file, warc_offset);

-- A document that people read. version and extraction are the current ones and
-- move; seq grows with every change of the article or its claims.
CREATE TABLE articles (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    canonical_url TEXT NOT NULL DEFAULT '',
    source        TEXT NOT NULL DEFAULT '',
    external_id   TEXT NOT NULL DEFAULT '',
    path          TEXT NOT NULL DEFAULT '',
    version       TEXT NOT NULL,
    extraction    TEXT,
    versions      INTEGER NOT NULL DEFAULT 1,
    seq           INTEGER NOT NULL,
    first_seen_at TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_seq ON articles (seq);
CREATE INDEX articles_canonical_url ON articles (canonical_url);
CREATE INDEX articles_external_id ON articles (external_id);
CREATE INDEX articles_path ON articles (path);
CREATE INDEX articles_source ON articles (source);

-- An article's text at one time. text and zones_json never change; the other
-- facts follow what was last read with this same text.
CREATE TABLE versions (
    id               TEXT PRIMARY KEY,
    article          TEXT NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    number           INTEGER NOT NULL,
    cause            TEXT NOT NULL,
    capture          TEXT NOT NULL REFERENCES captures (id),
    capture_from     INTEGER NOT NULL DEFAULT 0,
    capture_to       INTEGER NOT NULL DEFAULT 0,
    reader           TEXT NOT NULL DEFAULT '',
    seen_at          TEXT NOT NULL,
    url              TEXT NOT NULL DEFAULT '',
    canonical_url    TEXT NOT NULL DEFAULT '',
    site             TEXT NOT NULL DEFAULT '',
    title            TEXT NOT NULL DEFAULT '',
    byline           TEXT NOT NULL DEFAULT '',
    published        TEXT NOT NULL DEFAULT '',
    published_from   TEXT NOT NULL DEFAULT '',
    modified         TEXT NOT NULL DEFAULT '',
    lang             TEXT NOT NULL,
    lang_confidence  REAL NOT NULL DEFAULT 0,
    charset          TEXT NOT NULL DEFAULT '',
    charset_from     TEXT NOT NULL DEFAULT '',
    place_code       TEXT,
    place_json       TEXT,
    text             TEXT NOT NULL,
    zones_json       TEXT NOT NULL,
    source_text      TEXT,
    source_url       TEXT,
    alternates_json  TEXT,
    attachments_json TEXT,
    confidence       REAL NOT NULL DEFAULT 0,
    replaced         INTEGER NOT NULL DEFAULT 0,
    facts            TEXT NOT NULL -- hash of what is not text or zones
);
CREATE INDEX versions_article ON versions (article, number);
CREATE INDEX versions_capture ON versions (capture);
CREATE INDEX versions_url ON versions (url);

-- An input, or a record of one, that could not be read. Rows go when it reads well.
CREATE TABLE skips (
    input  TEXT NOT NULL,
    cause  TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    count  INTEGER NOT NULL DEFAULT 1,
    at     TEXT NOT NULL,
    PRIMARY KEY (input, cause)
) WITHOUT ROWID;

-- One extraction over many versions with one rule set and one engine.
CREATE TABLE runs (
    id          TEXT PRIMARY KEY,
    rule_set    TEXT NOT NULL,
    engine      TEXT NOT NULL,
    glossary    TEXT NOT NULL DEFAULT '',
    rules_json  TEXT NOT NULL DEFAULT '{}',
    note        TEXT NOT NULL DEFAULT '',
    started_at  TEXT NOT NULL,
    finished_at TEXT
);

-- What one set of rules and one engine read in one version. shadow: made for a
-- comparison, never current. output: hash of what was read.
CREATE TABLE extractions (
    id              TEXT PRIMARY KEY,
    article         TEXT NOT NULL REFERENCES articles (id),
    version         TEXT NOT NULL REFERENCES versions (id),
    lang            TEXT NOT NULL,
    lang_confidence REAL NOT NULL DEFAULT 0,
    rules           TEXT,
    engine          TEXT NOT NULL,
    glossary        TEXT NOT NULL DEFAULT '',
    output          TEXT NOT NULL,
    mentions        INTEGER NOT NULL,
    claims          INTEGER NOT NULL,
    targets         INTEGER NOT NULL,
    shadow          INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX extractions_version ON extractions (version);
CREATE INDEX extractions_article ON extractions (article);

-- Which extractions a run has: one that an earlier run made is not made again.
CREATE TABLE run_extractions (
    run        TEXT NOT NULL REFERENCES runs (id),
    extraction TEXT NOT NULL REFERENCES extractions (id),
    PRIMARY KEY (run, extraction)
) WITHOUT ROWID;
CREATE INDEX run_extractions_extraction ON run_extractions (extraction);

CREATE TABLE mentions (
    extraction TEXT NOT NULL REFERENCES extractions (id),
    ordinal    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    value      REAL,
    value_min  REAL,
    value_max  REAL,
    value_text TEXT NOT NULL,
    unit       TEXT,
    unit_code  TEXT,
    comparator TEXT,
    calendar   TEXT,
    PRIMARY KEY (extraction, ordinal)
) WITHOUT ROWID;

-- A quantity that somebody states about an indicator. value is set for a single
-- number, value_min and value_max for every number; json holds it lossless.
CREATE TABLE claims (
    extraction        TEXT NOT NULL REFERENCES extractions (id),
    ordinal           INTEGER NOT NULL,
    id                TEXT NOT NULL,
    article           TEXT NOT NULL,
    span_start        INTEGER NOT NULL,
    span_end          INTEGER NOT NULL,
    quote             TEXT NOT NULL,
    kind              TEXT NOT NULL,
    value             REAL,
    value_min         REAL,
    value_max         REAL,
    value_text        TEXT NOT NULL,
    unit              TEXT,
    unit_code         TEXT,
    comparator        TEXT NOT NULL,
    change            TEXT NOT NULL,
    status            TEXT NOT NULL,
    deadline_year     INTEGER,
    deadline_from     TEXT,
    deadline_to       TEXT,
    deadline_calendar TEXT,
    deadline_derived  INTEGER,
    deadline_quote    TEXT,
    deadline_scope    TEXT,
    frequency         TEXT,
    baseline_value    REAL,
    baseline_unit     TEXT,
    baseline_year     INTEGER,
    indicator         TEXT,
    concept           TEXT,
    actor             TEXT,
    place             TEXT,
    place_code        TEXT,
    rule              TEXT NOT NULL,
    confidence        REAL NOT NULL,
    json              TEXT NOT NULL,
    PRIMARY KEY (extraction, ordinal)
) WITHOUT ROWID;
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_article ON claims (article);

-- The review log. Lines are never altered (a trigger sees to it); live says
-- whether a line has been taken back by a later one, and follows from the log.
CREATE TABLE decisions (
    number         INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    change_key     TEXT NOT NULL,
    subject_version INTEGER NOT NULL,
    group_key      TEXT NOT NULL DEFAULT '',
    article        TEXT NOT NULL DEFAULT '',
    claim          TEXT NOT NULL DEFAULT '',
    old_claim      TEXT NOT NULL DEFAULT '',
    old_hash       TEXT NOT NULL DEFAULT '',
    new_hash       TEXT NOT NULL DEFAULT '',
    kind           TEXT NOT NULL DEFAULT '',
    cause          TEXT NOT NULL DEFAULT '',
    rule           TEXT NOT NULL DEFAULT '',
    verdict        TEXT NOT NULL,
    reason         TEXT NOT NULL DEFAULT '',
    scope          TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    query          TEXT NOT NULL DEFAULT '',
    corrected_json TEXT,
    data_json      TEXT,
    actor          TEXT NOT NULL,
    actor_kind     TEXT NOT NULL,
    at             TEXT NOT NULL,
    seconds        REAL NOT NULL DEFAULT 0,
    reverts        TEXT NOT NULL DEFAULT '',
    live           INTEGER NOT NULL DEFAULT 1,
    UNIQUE (change_key, subject_version)
);
CREATE INDEX decisions_claim ON decisions (claim);
CREATE INDEX decisions_old_claim ON decisions (old_claim);
CREATE INDEX decisions_article ON decisions (article);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER decisions_hold BEFORE UPDATE OF number, id, change_key, subject_version, article, claim,
    old_claim, old_hash, new_hash, verdict, reason, scope, note, corrected_json, data_json, actor, at, reverts ON decisions
BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;

-- The last reviewed state of an article.
CREATE TABLE bases (
    article     TEXT PRIMARY KEY,
    version     TEXT NOT NULL DEFAULT '',
    extraction  TEXT NOT NULL DEFAULT '',
    claims_json TEXT NOT NULL,
    data_json   TEXT,
    at          TEXT NOT NULL,
    revision    INTEGER NOT NULL
) WITHOUT ROWID;

-- Decisions applied again: suppressions that held, acceptances carried over, pins kept.
CREATE TABLE decision_uses (
    decision TEXT NOT NULL,
    article  TEXT NOT NULL,
    claim    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (decision, article, claim, kind)
) WITHOUT ROWID;
CREATE INDEX decision_uses_claim ON decision_uses (claim);

-- Claims of an article's history that are the same one.
CREATE TABLE claim_pairs (
    article   TEXT NOT NULL,
    old_claim TEXT NOT NULL,
    new_claim TEXT NOT NULL,
    kind      TEXT NOT NULL,
    score     REAL NOT NULL,
    PRIMARY KEY (article, old_claim, new_claim)
) WITHOUT ROWID;

CREATE TABLE searches (
    name         TEXT PRIMARY KEY,
    query        TEXT NOT NULL,
    options_json TEXT,
    created_at   TEXT NOT NULL,
    seen_seq     INTEGER NOT NULL DEFAULT 0,
    ran_at       TEXT
) WITHOUT ROWID;

-- Annotated articles.
CREATE TABLE gold (
    doc         TEXT PRIMARY KEY,
    article     TEXT NOT NULL DEFAULT '',
    version     TEXT NOT NULL DEFAULT '',
    lang        TEXT NOT NULL,
    complete    INTEGER NOT NULL,
    record_json TEXT NOT NULL,
    at          TEXT NOT NULL
);

-- For people: what stands now.
CREATE VIEW current_claims AS
SELECT c.id, c.status, c.value, c.value_min, c.value_max, c.value_text, c.unit, c.unit_code, c.comparator, c.change,
       c.deadline_year, c.deadline_from, c.deadline_to, c.frequency,
       c.baseline_value, c.baseline_unit, c.baseline_year,
       c.indicator, c.concept, c.actor, c.place, c.place_code,
       c.quote, c.span_start, c.span_end, c.rule, c.confidence,
       v.lang, v.title, v.published, v.url, v.site, a.name AS article_name, a.source,
       k.fetched_at, k.warc_file, k.warc_offset,
       a.id AS article, v.id AS version, x.id AS extraction, x.rules, x.engine
FROM articles a
JOIN versions v ON v.id = a.version
JOIN extractions x ON x.id = a.extraction
JOIN claims c ON c.extraction = x.id
JOIN captures k ON k.id = v.capture;

CREATE VIEW targets AS SELECT * FROM current_claims WHERE status = 'target';

CREATE VIEW current_articles AS
SELECT a.id, a.name, a.source, v.lang, v.title, v.published, v.url, v.site, v.byline, k.fetched_at,
       a.versions, x.rules, x.engine, x.mentions, x.claims, x.targets, v.text, v.id AS version, x.id AS extraction, a.seq
FROM articles a
JOIN versions v ON v.id = a.version
JOIN captures k ON k.id = v.capture
LEFT JOIN extractions x ON x.id = a.extraction;

CREATE VIEW live_decisions AS SELECT * FROM decisions WHERE live = 1;
CREATE VIEW suppressions AS SELECT * FROM decisions WHERE live = 1 AND verdict = 'reject';
CREATE VIEW pins AS SELECT * FROM decisions WHERE live = 1 AND verdict = 'correct';
