"""Cells as people type them, into values of a declaration. Days come before months; nothing is guessed."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from chalicelib.application.batches.columns import choices, fold

MINUTES = 24 * 60
_SERIAL = range(20_000, 80_000)
"""Day numbers of Excel between 1954 and 2119: in a column of dates, nothing else has five digits."""
_SERIAL_ZERO = date(1899, 12, 30)
_EXPLICIT_TEXT = re.compile(r'="([^"]*)"')
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{2}|\d{4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})(?:er|e|\.)?[-/. ]*([^\W\d]+)\.?[-/. ]*(\d{2}|\d{4})")
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*[uh:.]\s*(\d{2})?)?(?::\d{2}(?:\.0+)?)?\s*(?:uur|heures?|uhr|h|u|min)?\.?\s*([ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
_FRACTION = re.compile(r"0[.,]\d{6,}")
_WHOLE = re.compile(r"(\d{1,4})(?:[.,]0+)?\s*(?:uur|uren|heures?|stunden|hours?|std|u|h)?\.?", re.IGNORECASE)
_MOMENT = re.compile(r"(.+?)[ T,]+(\S+)")


class CellError(ValueError):
    """A cell that cannot be read. ``code`` names the text in the catalogues; the cell is never repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_formula(text: str) -> bool:
    """Tell whether a cell is a formula. What it would give is not what was typed, so it is never used."""
    return text.startswith("=")


def plain(text: str) -> str:
    """Return a cell's text without the ways programs have of saying "this is a text"."""
    stripped = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    explicit = _EXPLICIT_TEXT.fullmatch(stripped)
    if explicit is not None:
        return explicit[1].strip()
    return stripped.removeprefix("'")


def read_cell(kind: str, name: str, text: str, today: date) -> Any:
    """Return the value of a cell that is not empty, as JSON would have it. Raises CellError."""
    if is_formula(text):
        raise CellError("cellFormula")
    if kind == "choice":
        return _choice(name, text)
    return _READERS[kind](text, today)


def read_date(text: str, _today: date) -> str:
    """Return ``YYYY-MM-DD``; a year of two digits lies in this century."""
    return _date(text, 2000).isoformat()


def read_birth_date(text: str, today: date) -> str:
    """Return ``YYYY-MM-DD``; a year of two digits is the last one that is not to come."""
    born = _date(text, 2000)
    if born > today and re.search(r"(?<!\d)\d{2}$", text):
        born = _date(text, 1900)
    return born.isoformat()


def read_hour(text: str, _today: date) -> str:
    """Return ``HH:MM`` for 18u, 18h30, 18:00, 1800, 6:00 PM or a part of a day."""
    if _FRACTION.fullmatch(text):
        return _of_minutes(round(float(text.replace(",", ".")) * MINUTES))
    four = _FOUR_DIGITS.fullmatch(text) if len(text) > 2 else None
    if four is not None:
        return _of_minutes(int(four[1]) * 60 + int(four[2]))
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        raise CellError("cellHour")
    return _of_minutes(_hours(int(clock[1]), clock[3]) * 60 + int(clock[2] or 0), int(clock[2] or 0))


def read_moment(text: str, today: date) -> str:
    """Return a local date-time, or an hour alone, which then counts on the start date."""
    parts = _MOMENT.fullmatch(text)
    if parts is not None:
        try:
            return f"{read_date(parts[1], today)}T{read_hour(parts[2], today)}"
        except CellError:
            return read_hour(text, today)
    return read_hour(text, today)


def read_whole(text: str, _today: date) -> int:
    """Return a whole number of hours; 7,6 is none."""
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        raise CellError("cellWhole")
    return int(whole[1])


def read_ssin(text: str, _today: date) -> str:
    """Return a national number as written; one that a spreadsheet took for a number gets its zeros back."""
    if "*" in text:
        raise CellError("maskedNumber")
    number = re.sub(r"[.,]0+$", "", text) if re.fullmatch(r"\d{7,11}[.,]0+", text) else text
    return number.zfill(11) if number.isdecimal() and 7 <= len(number) < 11 else number


def read_committee(text: str, _today: date) -> str:
    """Return a joint committee: PC 302, CP 302, 302.00 and 302 are one."""
    bare = re.sub(r"^(pc|cp|pk|jc)\W*", "", text, flags=re.IGNORECASE)
    return re.sub(r"[.,]0+$", "", bare).upper()


def read_country(text: str, _today: date) -> int | str:
    """Return the number of a country, also for the names of Belgium and its neighbours."""
    found = choices()["country"].get(fold(text), text)
    if not found.isdecimal():
        raise CellError("cellCountry")
    return int(found)


_READERS: Mapping[str, Callable[[str, date], Any]] = {
    "text": lambda text, _today: text,
    "upper": lambda text, _today: text.upper(),
    "ssin": read_ssin,
    "committee": read_committee,
    "date": read_date,
    "birthDate": read_birth_date,
    "hour": read_hour,
    "moment": read_moment,
    "whole": read_whole,
    "country": read_country,
}


def _choice(name: str, text: str) -> str | int:
    """Return the value people mean; what is in no list stays as it is, for the rules to answer."""
    value = choices()[name].get(fold(text), text)
    return int(value) if name == "gender" and value.isdecimal() else value


def _date(text: str, century: int) -> date:
    day = _MIDNIGHT.sub("", text)
    if day.isdecimal() and len(day) == 5 and int(day) in _SERIAL:
        return _SERIAL_ZERO + timedelta(days=int(day))
    year_first = _YEAR_FIRST.fullmatch(day)
    if year_first is not None:
        return _real(*(int(part) for part in year_first.groups() if part))
    for pattern in (_DAY_FIRST, _NAMED_MONTH):
        found = pattern.fullmatch(day)
        if found is not None:
            year = int(found[3])
            return _real(year + century if len(found[3]) == 2 else year, _month(found[2]), int(found[1]))
    raise CellError("cellDate")


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    named = choices()["month"].get(fold(text))
    if named is None:
        raise CellError("cellDate")
    return int(named)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("cellDate") from None


def _hours(hours: int, half: str | None) -> int:
    if half is None:
        return hours
    if not 1 <= hours <= 12:
        raise CellError("cellHour")
    return hours % 12 + (12 if half in "pP" else 0)


def _of_minutes(minutes: int, within: int = 0) -> str:
    if not 0 <= minutes < MINUTES or within >= 60:
        raise CellError("cellHour")
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
