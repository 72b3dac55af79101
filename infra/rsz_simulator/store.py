"""The simulator's memory: one SQLite file that a kill -9 or a power cut at any moment leaves whole.

Write-ahead log with synchronous=FULL: what was committed before an answer is there after a restart.
All statements run on the event loop's thread, one after another, so a transaction is never interleaved.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS assertions (
    client TEXT NOT NULL, jti TEXT NOT NULL, expires REAL NOT NULL, PRIMARY KEY (client, jti));
CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY, client TEXT NOT NULL, scope TEXT NOT NULL, issued REAL NOT NULL);
CREATE TABLE IF NOT EXISTS declarations (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    received REAL NOT NULL, due REAL, judged REAL, result TEXT, anomalies TEXT NOT NULL DEFAULT '[]',
    period INTEGER, employer TEXT, ssin TEXT);
CREATE INDEX IF NOT EXISTS declarations_due ON declarations (result, due);
CREATE INDEX IF NOT EXISTS declarations_employer ON declarations (employer, ssin);
CREATE TABLE IF NOT EXISTS periods (
    id INTEGER PRIMARY KEY, employer TEXT NOT NULL, ssin TEXT NOT NULL, content TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS periods_employer ON periods (employer, ssin);
CREATE INDEX IF NOT EXISTS periods_worker ON periods (ssin);
CREATE INDEX IF NOT EXISTS periods_extras ON periods (
    coalesce(json_extract(content, '$.features.usingEmployer.enterpriseNumber'), employer),
    json_extract(content, '$.start_date'))
    WHERE json_extract(content, '$.features.workerType') = 'EXT';
CREATE TABLE IF NOT EXISTS persons (identity TEXT PRIMARY KEY, ssin TEXT NOT NULL UNIQUE);
"""
_CLEARED_BY_RESET = ("declarations", "periods", "persons")


class Store:
    """An open database; `transaction()` commits on leaving and rolls back on an error."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._database = sqlite3.connect(directory / "rsz.sqlite3", isolation_level=None)
        self._database.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything or nothing, on the disk before the block is left."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    @property
    def reading(self) -> sqlite3.Connection:
        """The connection, for statements that change nothing."""
        return self._database

    def fact(self, name: str) -> str | None:
        """A single stored value."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row["value"])

    def keep_fact(self, name: str, value: str) -> None:
        """Store a single value; call it inside a transaction when it belongs to other writes."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget declarations, periods and persons; numbers go on, used assertions stay used."""
        with self.transaction() as database:
            for table in _CLEARED_BY_RESET:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the table above

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
