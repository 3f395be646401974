"""What the run store asks its database: tables, and what follows from holding the inputs against what is done."""

from __future__ import annotations

from extractor.batch.naming import HASH_DIGITS

_ALL_DIGITS = 64

SCHEMA = """
CREATE TABLE report (
    name TEXT PRIMARY KEY, path BLOB NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, settings TEXT NOT NULL,
    state TEXT NOT NULL, bytes INTEGER NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL
) WITHOUT ROWID
"""
# What this command names, and what of it is to be read: known anew in every run, so kept only as long as it lasts.
PLAN = """
CREATE TEMP TABLE input (
    path BLOB PRIMARY KEY, sha256 TEXT, bytes INTEGER NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE wanted (sha256 TEXT PRIMARY KEY, path BLOB, source TEXT, name TEXT, bytes INTEGER) WITHOUT ROWID;
"""
# Inputs of one content make one report: the first by path. Names that would coincide get the whole hash.
WANTED = f"""
INSERT INTO wanted (sha256, path, bytes) SELECT sha256, MIN(path), bytes FROM input WHERE sha256 IS NOT NULL GROUP BY sha256;
UPDATE wanted SET source = source_of(path), name = name_of(path, sha256, {HASH_DIGITS});
UPDATE wanted SET name = name_of(path, sha256, {_ALL_DIGITS})
    WHERE lower(name) IN (SELECT lower(name) FROM wanted GROUP BY lower(name) HAVING COUNT(*) > 1);
CREATE UNIQUE INDEX temp.wanted_name ON wanted (name);
UPDATE report SET path = (SELECT path FROM wanted WHERE wanted.name = report.name) WHERE name IN (SELECT name FROM wanted);
"""
# Done is what has the same content, name and settings, and its two files on the disk; all else that is wanted begins again.
REOPEN = """
UPDATE report SET state = 'begun' WHERE name IN (SELECT name FROM wanted) AND (:again OR NOT EXISTS (
    SELECT 1 FROM wanted WHERE wanted.name = report.name AND wanted.sha256 = report.sha256 AND wanted.source = report.source
    AND report.settings = :settings AND report.state = 'done' AND report.bytes = bytes_of(report.name)
))
"""
_OPEN = "FROM wanted LEFT JOIN report USING (name) WHERE COALESCE(state, 'begun') = 'begun'"
PENDING = f"CREATE TEMP TABLE pending AS SELECT name, wanted.path, wanted.sha256, wanted.bytes {_OPEN} ORDER BY wanted.path"
STATES = "SELECT state, COUNT(*) FROM wanted JOIN report USING (name) GROUP BY state"
COUNTS = """
SELECT (SELECT COALESCE(SUM(bytes), 0) FROM wanted), (SELECT COUNT(*) FROM input),
    (SELECT COUNT(*) FROM input WHERE sha256 IS NULL), (SELECT COUNT(*) FROM wanted),
    (SELECT COUNT(*) FROM report WHERE name NOT IN (SELECT name FROM wanted) AND path NOT IN (SELECT path FROM input))
"""
KEPT = """
SELECT name, report.bytes, wanted.path FROM wanted JOIN report USING (name) WHERE state IN ('done', 'incomplete')
ORDER BY wanted.path
"""
FAILURES = """
SELECT path, reason, hint FROM input WHERE sha256 IS NULL
UNION ALL
SELECT wanted.path, reason, hint FROM wanted JOIN report USING (name) WHERE state IN ('failed', 'incomplete')
ORDER BY path
"""
DUPLICATES = """
SELECT input.path, wanted.path, CASE WHEN state IN ('done', 'incomplete') THEN name || '.json' END
FROM input JOIN wanted USING (sha256) LEFT JOIN report USING (name) WHERE input.path <> wanted.path ORDER BY input.path
"""
SUPERSEDED = "SELECT name FROM report WHERE name NOT IN (SELECT name FROM wanted) AND path IN (SELECT path FROM input)"
