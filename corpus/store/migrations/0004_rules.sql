-- What a rule, or a concept of the glossary, meant: its normalised body, by the
-- body's hash. Rows never change.
CREATE TABLE rule_bodies (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL
) WITHOUT ROWID;

-- Which rules a set has. A set is named as extractions name it ("th@3f9c2a"), a
-- glossary by its hash; ordinal is the rule's place in the set.
CREATE TABLE rule_sets (
    name    TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    rule    TEXT NOT NULL,
    hash    TEXT NOT NULL REFERENCES rule_bodies (hash),
    PRIMARY KEY (name, ordinal)
) WITHOUT ROWID;
