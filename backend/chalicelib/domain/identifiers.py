"""The numbers of the field: SSIN and BIS, enterprise number, RSZ number, Dimona number.

Check digits follow the published formulas (Belgif validators, RSZ glossary 2023/3). python-stdnum
knows the enterprise number and we use it, but it takes a second pair of check digits for some, so the one
of the formula is asked for too. Its national number reads today's date to choose the century, which a pure
domain may not, so that formula is restated here. It does not know RSZ and Dimona numbers.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from stdnum.be import vat
from stdnum.exceptions import ValidationError

_SEPARATORS = re.compile(r"[\s.\-/]")
_IN_EVERY_MONTH, _LONGEST_MONTH = 28, 31
_SSIN = re.compile(r"[0-9]{11}")
_ENTERPRISE = re.compile(r"[01]?[0-9]{9}")
_BIS_OFFSETS = (0, 20, 40)
_NEVER_GIVEN = frozenset({"000", "999"})
"""Counters that the national register gives to nobody; in a BIS number they may be anything."""
_MASK = "***.**"
_PROVISIONAL = range(5_000_000_120, 5_999_999_990)
_DEFINITIVE = range(100_006, 199_999_935)
MALE, FEMALE = 1, 2


class InvalidIdentifierError(ValueError):
    """The text is not a number of that kind. The message never repeats the text."""


@dataclass(frozen=True, slots=True)
class BirthDate:
    """What a national number says of the birth date: month and day are None when unknown."""

    year: int
    month: int | None
    day: int | None

    def agrees_with(self, born: date) -> bool:
        """Tell whether a full date contradicts nothing that is known here."""
        known = zip((self.year, self.month, self.day), (born.year, born.month, born.day), strict=True)
        return all(mine is None or mine == theirs for mine, theirs in known)

    def lies_after(self, today: date) -> bool:
        """Tell whether even the earliest possible reading of the date is still to come."""
        return date(self.year, self.month or 1, self.day or 1) > today


def parse_ssin(text: str) -> str:
    """Return the 11 digits of a national register or BIS number, however it was written."""
    number = _digits(text)
    birth_date_of(number)
    return number


def is_ssin(text: str) -> bool:
    """Tell whether a text is a well-formed national register or BIS number."""
    return birth_date_in(text) is not None


def birth_date_in(text: str) -> BirthDate | None:
    """Return what a national number says of the birth date, however it was written; None if it is none."""
    try:
        return birth_date_of(_digits(text))
    except InvalidIdentifierError:
        return None


def is_bis(ssin: str) -> bool:
    """Tell whether 11 digits are a BIS number: 20 or 40 was added to the month."""
    return int(ssin[2:4]) > _BIS_OFFSETS[0] + 12


def birth_date_of(ssin: str) -> BirthDate:
    """Read the birth date out of 11 digits, checking digits, counter, month and day (rules: Belgif)."""
    if not _SSIN.fullmatch(ssin):
        raise InvalidIdentifierError("a national number has eleven digits")
    year = _century(ssin) + int(ssin[:2])
    month, day = _month(int(ssin[2:4])), int(ssin[4:6])
    if ssin[6:9] in _NEVER_GIVEN and not is_bis(ssin):
        raise InvalidIdentifierError("that counter is given to nobody")
    if day > _IN_EVERY_MONTH and day > _days_in(year, month):
        raise InvalidIdentifierError("that month has no such day")
    return BirthDate(year, month or None, day if month and day else None)


def sex_of(ssin: str) -> int | None:
    """Return 1 (male, odd counter) or 2 (female), or None for a BIS number that does not know."""
    if is_bis(ssin) and int(ssin[2:4]) < _BIS_OFFSETS[2]:
        return None
    return MALE if int(ssin[6:9]) % 2 else FEMALE


def mask_ssin(ssin: str) -> str:
    """Show a national number as ``90.01.15-***.**``."""
    return f"{ssin[0:2]}.{ssin[2:4]}.{ssin[4:6]}-{_MASK}"


def parse_enterprise_number(text: str) -> str:
    """Return the 10 digits of an enterprise number (KBO/BCE), however it was written.

    The first 0 may be missing: numbers had nine digits once, and the RSZ itself leaves it out.
    """
    number = _digits(text.upper()).removeprefix("BE")
    if not _ENTERPRISE.fullmatch(number):
        raise InvalidIdentifierError("an enterprise number has ten digits and starts with 0 or 1")
    number = number.zfill(10)
    try:
        vat.validate(number)
    except ValidationError as wrong:
        raise InvalidIdentifierError("the check digits of the enterprise number do not fit") from wrong
    if int(number[8:]) != 97 - int(number[:8]) % 97:
        raise InvalidIdentifierError("the check digits of the enterprise number do not fit")
    return number


def is_enterprise_number(text: str) -> bool:
    """Tell whether a text is a well-formed enterprise number."""
    try:
        parse_enterprise_number(text)
    except InvalidIdentifierError:
        return False
    return True


def parse_rsz_number(text: str) -> str:
    """Return the digits of an RSZ number: nine (definitive) or ten (provisional), leading zeros cut."""
    number = _digits(text).lstrip("0")
    if not number.isdecimal() or not number.isascii():
        raise InvalidIdentifierError("an RSZ number has nine or ten digits")
    value = int(number)
    if value not in _DEFINITIVE and value not in _PROVISIONAL:
        raise InvalidIdentifierError("an RSZ number has nine or ten digits")
    if value % 97 != 96:
        raise InvalidIdentifierError("the check digits of the RSZ number do not fit")
    return number


def parse_dimona_number(text: str) -> str:
    """Return the 12 digits of a declaration or period number, however it was written."""
    number = _digits(text)
    if not is_dimona_number(number):
        raise InvalidIdentifierError("a Dimona number has twelve digits with fitting check digits")
    return number


def is_dimona_number(text: str) -> bool:
    """Tell whether 12 digits end in the remainder of the first ten by 97.

    What the RSZ writes for a remainder of 0 was never published: 00 and 97 are both taken.
    """
    if not re.fullmatch(r"[0-9]{12}", text):
        return False
    remainder, check = int(text[:10]) % 97, int(text[10:])
    return check == remainder or (remainder == 0 and check == 97)


def _digits(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _century(ssin: str) -> int:
    check = int(ssin[9:])
    if 97 - int(ssin[:9]) % 97 == check:
        return 1900
    if 97 - int("2" + ssin[:9]) % 97 == check:
        return 2000
    raise InvalidIdentifierError("the check digits of the national number do not fit")


def _days_in(year: int, month: int) -> int:
    """Beside a month that is not known, a day may be any that some month has."""
    return calendar.monthrange(year, month)[1] if month else _LONGEST_MONTH


def _month(written: int) -> int:
    for offset in _BIS_OFFSETS:
        if 0 <= written - offset <= 12:
            return written - offset
    raise InvalidIdentifierError("that month does not exist")
