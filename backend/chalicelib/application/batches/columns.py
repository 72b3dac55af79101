"""The columns that a spreadsheet may have, and what people call them in four languages (columns.toml)."""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_HINT = re.compile(r"\([^)]*\)")
_ALIKE = 0.86
"""From which likeness on an unknown heading is taken for a known one that was mistyped."""
SSIN, START_DATE = "ssin", "startDate"
SENT_BEFORE, REASON = "sentBefore", "reason"
OURS = (SENT_BEFORE, REASON)
"""The columns that correction files have and templates have not."""
ANCHORS = frozenset({SSIN, "familyName", "workerId", "period"})
"""A line is a heading when one of these is in it, and one column more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its cells go in a declaration, how they are read, and its names by language."""

    name: str
    path: str
    kind: str
    example: str
    headings: Mapping[str, Sequence[str]]

    def heading(self, language: str) -> str:
        """Return the heading that our own files carry in a language."""
        return self.headings[language][0]

    @property
    def field(self) -> str:
        """The field of the rule tables that this column belongs to (``small_statutes``)."""
        first = self.path.removeprefix("worker.").partition(".")[0]
        return re.sub(r"[A-Z]", lambda capital: f"_{capital[0].lower()}", first)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading turned out to be: a column, or None; then perhaps one it may have been meant for."""

    text: str
    column: Column | None
    meant: str | None = None


def fold(text: str) -> str:
    """Return a text without accents, capitals, spaces and signs, to compare what people write."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


@cache
def columns() -> Mapping[str, Column]:
    """Return every column by its name, in the order of our own files."""
    with (_HERE / "columns.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: _column(name, row) for name, row in table.items()}


def _column(name: str, row: dict[str, Any]) -> Column:
    path, kind, example = row.pop("path"), row.pop("kind"), row.pop("example", "")
    return Column(name, path, kind, example, row)


@cache
def choices() -> Mapping[str, Mapping[str, str]]:
    """Return, for each list of values, the value that goes with what people write, folded."""
    with (_HERE / "choices.toml").open("rb") as file:
        table = tomllib.load(file)
    return {
        name: {fold(word): value for value, words in values.items() for word in (value, *words)}
        for name, values in table.items()
    }


@cache
def _known() -> Mapping[str, tuple[Column, str]]:
    return {
        fold(heading): (column, heading)
        for column in columns().values()
        for heading in (column.name, *(each for names in column.headings.values() for each in names))
    }


def named(text: str) -> Column | None:
    """Return the column of a heading; a hint between brackets and a star are no part of it."""
    known = _known().get(fold(text)) or _known().get(fold(_HINT.sub("", text)))
    return known[0] if known else None


def recognise(text: str) -> Heading:
    """Return what a heading means, or what it may have been meant for."""
    if column := named(text):
        return Heading(text, column)
    near = difflib.get_close_matches(fold(_HINT.sub("", text)), list(_known()), n=1, cutoff=_ALIKE)
    return Heading(text, None, _known()[near[0]][1] if near else None)


def column_of(name: str, present: Sequence[str | None]) -> str | None:
    """Return the column that an issue's field path belongs to, one that is present if possible."""
    fitting = [
        column.name
        for column in columns().values()
        if column.path and (column.path == name or column.path.startswith(f"{name}."))
    ]
    return next((each for each in fitting if each in present), fitting[0] if fitting else None)
