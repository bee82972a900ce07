-- Keys by which near-duplicates of an article's current text are looked up: those
-- that share one are candidates. They are derived; an ingest makes them
-- at its end for the articles that have none. Band 0 says that a text was looked
-- at and has none.
CREATE TABLE bands (
    band    INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE INDEX bands_article ON bands (article);
