"""Who the employer and the worker are: numbers and identification data."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from infra.rsz_simulator.numbers import is_employer_id, is_enterprise_number, is_provisional, is_ssin
from infra.rsz_simulator.register import numbers_disagree
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import row

IDENTITY = (
    "familyName", "givenName", "birthDate", "placeOfBirth",
    "countryOfBirth", "nationality", "gender", "address",
)  # fmt: skip
_LONGEST = (
    ("00025", "familyName", 48),
    ("00026", "givenName", 24),
    ("00168", "placeOfBirth", 40),
    ("00030", "street", 35),
    ("00031", "houseNumber", 10),
    ("00032", "boxNumber", 4),
    ("00033", "postCode", 9),
)
_OLDEST = 120


def employer_given(case: Case) -> Iterator[str]:
    """90256-364: neither RSZ number nor enterprise number."""
    if not case.period.employer:
        yield "90256-364"


def employer_numbers(case: Case) -> Iterator[str]:
    """00014-003, 00011-003, 00948-003: check digits; 00014-022: two different employers."""
    given = case.declaration.employer
    if given is None:
        return
    if given.enterprise_number is not None and not is_enterprise_number(given.enterprise_number):
        yield "00014-003"
    if given.employer_id is not None and not is_employer_id(given.employer_id):
        yield "00948-003" if is_provisional(given.employer_id) else "00011-003"
    if numbers_disagree(given):
        yield "00014-022"


def employer_active(case: Case) -> Iterator[str]:
    """90373-343: the employer is not (or no longer) active."""
    if case.period.employer in case.world.facts.inactive_employers:
        yield f"{case.block}-343"


def ssin(case: Case) -> Iterator[str]:
    """00024-003: wrong check digits or an impossible birth date; 00024-001: a type that needs the SSIN."""
    number = case.period.ssin
    kind = row(case.period.worker_type)
    if number is not None and not is_ssin(number, case.received.date()):
        yield "00024-003"
    if number is None and kind is not None and kind.ssin == "R":
        yield "00024-001"


def identifiable(case: Case) -> Iterator[str]:
    """90017-363: neither SSIN nor all identification data."""
    complete = all(field in case.period.worker for field in IDENTITY)
    if case.period.ssin is None and not complete:
        yield "90017-363"


def identity_valid(case: Case) -> Iterator[str]:
    """00025 to 00033, 00168, 00028 and 00029 with error 003: too long, or not a birth date or sex."""
    worker = case.period.worker
    flat: dict[str, Any] = {**worker, **worker.get("address", {})}
    for zone, field, longest in _LONGEST:
        if len(flat.get(field) or "") > longest:
            yield f"{zone}-003"
    if "birthDate" in worker and not _is_birth_date(worker["birthDate"], case.received):
        yield "00028-003"
    if "gender" in worker and str(worker["gender"]) not in {"1", "2"}:
        yield "00029-003"


def _is_birth_date(written: str, today: datetime) -> bool:
    """A real day of the last 120 years; month and day may both be 00 when only the year is known."""
    year_only = written.endswith("-00-00")
    try:
        born = datetime.fromisoformat(f"{written[:4]}-01-01" if year_only else written)
    except ValueError:
        return False
    return today.year - _OLDEST <= born.year and born <= today


RULES = (employer_given, employer_numbers, employer_active, ssin, identifiable, identity_valid)
