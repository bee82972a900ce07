-- Articles that belong together: an original and its translation, a page and
-- its attachments, editions in other languages, near-duplicates.
CREATE TABLE links (
    article  TEXT NOT NULL REFERENCES articles (id),
    other    TEXT NOT NULL REFERENCES articles (id),
    kind     TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    score    REAL NOT NULL DEFAULT 1,
    PRIMARY KEY (article, other, kind)
) WITHOUT ROWID;
CREATE INDEX links_other ON links (other);
