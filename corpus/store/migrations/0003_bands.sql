-- Keys by which near-duplicates of an article's current text are looked up: those
-- that share one are candidates. They are derived; ingest --link-editions makes
-- them for articles that are older than this table.
CREATE TABLE bands (
    band    INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE INDEX bands_article ON bands (article);
