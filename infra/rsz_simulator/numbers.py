"""Check digits of the numbers in a declaration, and the making of new ones.

The formulas are the official ones; numbers this simulator makes use high ranges and high SSIN
counters (900-998), so that they can hardly belong to anybody.
"""

from calendar import monthrange
from datetime import date

_BIS_SEX_UNKNOWN, _BIS_SEX_KNOWN = 20, 40
FIRST_SERIAL = 9_000_000_000


def is_enterprise_number(number: str) -> bool:
    """Ten digits, first 0 or 1, last two = 97 - (first eight mod 97)."""
    return number[0] in "01" and int(number[8:]) == 97 - int(number[:8]) % 97


def is_provisional(employer_id: int) -> bool:
    """Whether an RSZ number is written as a provisional one: ten digits, starting with 5."""
    return employer_id >= 5_000_000_000


def is_employer_id(employer_id: int) -> bool:
    """Whether a definitive or provisional RSZ number lies in its range and leaves 96 by 97."""
    definitive = 100_006 <= employer_id <= 199_999_934
    provisional = 5_000_000_120 <= employer_id <= 5_999_999_989
    return (definitive or provisional) and employer_id % 97 == 96


def dimona_number(serial: int) -> int | None:
    """The 12-digit number of a ten-digit serial; None where the remainder is 0 (its digits are unknown)."""
    check = serial % 97
    return serial * 100 + check if check else None


def next_dimona_number(serial: int) -> tuple[int, int]:
    """The next serial from `serial` on that has a number, and that number."""
    number = dimona_number(serial)
    return (serial, number) if number is not None else next_dimona_number(serial + 1)


def is_dimona_number(number: int) -> bool:
    """Whether a declaration or period number has twelve digits and the right last two."""
    return len(str(number)) == 12 and dimona_number(number // 100) == number


def ssin_birth(ssin: str) -> tuple[int, int, int] | None:
    """Year, month and day (0 = unknown) told by an SSIN or BIS number; None when it is not valid.

    The formula of births before 2000 is tried first, as the Belgian guide does.
    """
    first, check = ssin[:9], int(ssin[9:])
    for century, prefix in ((1900, ""), (2000, "2")):
        if check == 97 - int(prefix + first) % 97:
            return _birth(century, ssin)
    return None


def _birth(century: int, ssin: str) -> tuple[int, int, int] | None:
    year, month, day, counter = century + int(ssin[:2]), int(ssin[2:4]), int(ssin[4:6]), int(ssin[6:9])
    is_bis = month >= _BIS_SEX_UNKNOWN
    month -= _BIS_SEX_KNOWN if month >= _BIS_SEX_KNOWN else _BIS_SEX_UNKNOWN if is_bis else 0
    longest = monthrange(year, month)[1] if 1 <= month <= 12 else 31
    counter_fits = is_bis or 1 <= counter <= 998
    return (year, month, day) if month <= 12 and day <= longest and counter_fits else None


def is_ssin(ssin: str, today: date) -> bool:
    """Eleven digits with right check digits and a birth date that exists and is not in the future."""
    born = ssin_birth(ssin)
    return born is not None and born <= (today.year, today.month, today.day)


def ssin_sex(ssin: str) -> int | None:
    """1 male, 2 female; None for a BIS number given while the sex was unknown."""
    if _BIS_SEX_UNKNOWN <= int(ssin[2:4]) < _BIS_SEX_KNOWN:
        return None
    return 1 if int(ssin[6:9]) % 2 else 2


def new_bis_number(birth_date: str, sex: int, serial: int) -> str:
    """A BIS number for a person who had none: `birth_date` as YYYY-MM-DD, counter 900-998 by `serial`."""
    year, month, day = (int(part) for part in birth_date.split("-"))
    counter = 900 + serial % 49 * 2 + (1 if sex == 1 else 0)
    first = f"{year % 100:02d}{month + _BIS_SEX_KNOWN:02d}{day:02d}{counter:03d}"
    return f"{first}{97 - int(('2' if year >= 2000 else '') + first) % 97:02d}"
