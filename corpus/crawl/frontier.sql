-- The frontier of a data folder: what is to be fetched. Times are milliseconds
-- since 1970, UTC.

-- One ingest of some sources. It is finished when nothing of it is left.
CREATE TABLE IF NOT EXISTS passes (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    started INTEGER NOT NULL
);

-- state: 0 waits until due, 1 leased, 2 done. The rows of a pass are its
-- seen-set: a URL stands there once. seq is the order in which URLs were found.
CREATE TABLE IF NOT EXISTS queue (
    seq     INTEGER PRIMARY KEY,
    pass    INTEGER NOT NULL REFERENCES passes (id) ON DELETE CASCADE,
    url     TEXT NOT NULL,
    host    TEXT NOT NULL,
    state   INTEGER NOT NULL DEFAULT 0,
    due     INTEGER NOT NULL DEFAULT 0,
    source  TEXT NOT NULL,
    role    TEXT NOT NULL,
    depth   INTEGER NOT NULL,
    tries   INTEGER NOT NULL DEFAULT 0,
    chain   TEXT NOT NULL DEFAULT '',
    via     TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    reason  TEXT NOT NULL DEFAULT '',
    UNIQUE (pass, url)
);
CREATE INDEX IF NOT EXISTS queue_next ON queue (pass, host, state, depth, seq);

-- A host is leased as a whole: its owner alone sends requests to it, one at a
-- time, none before next.
CREATE TABLE IF NOT EXISTS hosts (
    name    TEXT PRIMARY KEY,
    owner   TEXT NOT NULL DEFAULT '',
    until   INTEGER NOT NULL DEFAULT 0,
    next    INTEGER NOT NULL DEFAULT 0,
    delay   INTEGER NOT NULL DEFAULT 0,
    latency INTEGER NOT NULL DEFAULT 0,
    why     TEXT NOT NULL DEFAULT '',
    strikes INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS robots (
    origin  TEXT PRIMARY KEY,
    fetched INTEGER NOT NULL,
    status  INTEGER NOT NULL,
    body    BLOB NOT NULL
) WITHOUT ROWID;
