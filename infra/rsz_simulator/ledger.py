"""Reading and writing declarations, periods and persons inside one transaction of the store."""

import json
import random
import sqlite3
from collections.abc import Iterable
from typing import Any

from infra.rsz_simulator.numbers import FIRST_SERIAL, new_bis_number, next_dimona_number
from infra.rsz_simulator.period import Period

LARGEST_NUMBER = 999_999_999_999
_SERIAL = "serial"
_ROOM = 800_000_000
_LONGEST_GAP = 60


class Ledger:
    """The RSZ's books, as SQL."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    # -- numbers

    def new_number(self, dice: random.Random) -> int:
        """A declaration number never given before: after the last one, or anywhere at the very first time."""
        last = self._rows("SELECT value FROM facts WHERE name = ?", _SERIAL)
        start = int(last[0]["value"]) if last else FIRST_SERIAL + dice.randrange(_ROOM)
        serial, number = next_dimona_number(start + dice.randint(1, _LONGEST_GAP))
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_SERIAL, str(serial)))
        return number

    # -- declarations

    def receive(self, row: dict[str, Any]) -> None:
        """Write down a declaration that has just come in."""
        columns = ", ".join(row)
        marks = ", ".join(f":{column}" for column in row)
        self._database.execute(f"INSERT INTO declarations ({columns}) VALUES ({marks})", row)  # noqa: S608 - own column names

    def due(self, now: float) -> list[sqlite3.Row]:
        """Received declarations whose processing time is over, in the order in which it ended."""
        return self._rows(
            "SELECT * FROM declarations WHERE result IS NULL AND due <= ? ORDER BY due, id", now
        )

    def waiting(self, judged_until: float) -> list[sqlite3.Row]:
        """Declarations in S since `judged_until` or before."""
        return self._rows(
            "SELECT * FROM declarations WHERE result = 'S' AND judged <= ? ORDER BY judged, id", judged_until
        )

    def conclude(self, number: int, judged: float, outcome: dict[str, Any]) -> None:
        """Write the result of a declaration: result, anomalies, period, ssin."""
        self._database.execute(
            "UPDATE declarations SET judged = :judged, result = :result, anomalies = :anomalies,"
            " period = :period, ssin = coalesce(:ssin, ssin), employer = coalesce(:employer, employer)"
            " WHERE id = :id",
            {**outcome, "anomalies": json.dumps(outcome["anomalies"]), "judged": judged, "id": number},
        )

    def declaration(self, number: int) -> sqlite3.Row | None:
        """One declaration, processed or not; None also for more digits than a number has."""
        if number > LARGEST_NUMBER:
            return None
        return next(iter(self._rows("SELECT * FROM declarations WHERE id = ?", number)), None)

    def declarations(self) -> list[sqlite3.Row]:
        """Everything received, oldest first."""
        return self._rows("SELECT * FROM declarations ORDER BY id")

    def declarations_of(
        self, employer: str, ssin: str | None = None, *, unprocessed: bool = False
    ) -> list[sqlite3.Row]:
        """Declarations of an employer, newest first; of one worker when `ssin` is given."""
        values = [employer] if ssin is None else [employer, ssin]
        of_worker = "" if ssin is None else " AND ssin = ?"
        processed = "" if unprocessed else " AND result IS NOT NULL"
        query = f"SELECT * FROM declarations WHERE employer = ?{of_worker}{processed} ORDER BY id DESC"  # noqa: S608 - no values in it
        return self._rows(query, *values)

    def hurry(self, now: float) -> None:
        """Let the processing time of everything received be over now."""
        self._database.execute("UPDATE declarations SET due = min(due, ?) WHERE result IS NULL", (now,))

    # -- periods

    def save(self, period: Period) -> None:
        """Store a new or changed period."""
        self._database.execute(
            "INSERT OR REPLACE INTO periods VALUES (?, ?, ?, ?)",
            (period.id, period.employer, period.ssin, period.model_dump_json()),
        )

    def period(self, number: int) -> Period | None:
        """One period by its number."""
        if number > LARGEST_NUMBER:
            return None
        return next(iter(_periods(self._rows("SELECT content FROM periods WHERE id = ?", number))), None)

    def periods_of(self, employer: str, ssin: str | None = None) -> list[Period]:
        """Periods of an employer, oldest first, cancelled ones too; of one worker when `ssin` is given."""
        query = "SELECT content FROM periods WHERE employer = ?"
        if ssin is None:
            return _periods(self._rows(f"{query} ORDER BY id", employer))
        return _periods(self._rows(f"{query} AND ssin = ? ORDER BY id", employer, ssin))

    def periods_of_worker(self, ssin: str) -> list[Period]:
        """Periods of a worker with all employers."""
        return _periods(self._rows("SELECT content FROM periods WHERE ssin = ? ORDER BY id", ssin))

    def extras_at(self, workplace: str, year: int) -> list[Period]:
        """Occasional work (EXT) that began in `year` at a workplace; the conditions are the index's."""
        query = (
            "SELECT content FROM periods WHERE json_extract(content, '$.features.workerType') = 'EXT' AND"
            " coalesce(json_extract(content, '$.features.usingEmployer.enterpriseNumber'), employer) = ?"
            " AND json_extract(content, '$.start_date') BETWEEN ? AND ? ORDER BY id"
        )
        return _periods(self._rows(query, workplace, f"{year:04d}-01-01", f"{year:04d}-12-31"))

    # -- persons

    def person(self, identity: str) -> str | None:
        """The SSIN of somebody who was identified before."""
        found = self._rows("SELECT ssin FROM persons WHERE identity = ?", identity)
        return str(found[0]["ssin"]) if found else None

    def register_person(self, identity: str, birth_date: str, sex: int) -> str:
        """Give a BIS number to somebody new."""
        taken = {row["ssin"] for row in self._rows("SELECT ssin FROM persons")}
        candidates = (new_bis_number(birth_date, sex, serial) for serial in range(49))
        ssin = next(number for number in candidates if number not in taken)
        self._database.execute("INSERT INTO persons VALUES (?, ?)", (identity, ssin))
        return ssin

    def _rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        return self._database.execute(statement, values).fetchall()


def _periods(rows: Iterable[sqlite3.Row]) -> list[Period]:
    return [Period.model_validate_json(row["content"]) for row in rows]
