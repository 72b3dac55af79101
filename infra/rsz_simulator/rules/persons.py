"""Who the worker is: SSIN or identification data, and whether they agree with the register."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from infra.rsz_simulator.numbers import is_ssin
from infra.rsz_simulator.persons import told_by
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
    ("00034", "municipality", 40),
)
_COUNTRIES = (("00169", "countryOfBirth"), ("00119", "nationality"), ("00035", "country"))
_REGISTERED = (
    ("00025", "familyName"),
    ("00026", "givenName"),
    ("00028", "birthDate"),
    ("00029", "gender"),
)
_OLDEST = 120


def ssin_valid(case: Case) -> Iterator[str]:
    """00024-003: wrong check digits or an impossible birth date."""
    if case.period.ssin is not None and not is_ssin(case.period.ssin, case.received.date()):
        yield "00024-003"


def ssin_given(case: Case) -> Iterator[str]:
    """00024-001: a type that needs the SSIN."""
    flexi = case.period.worker_type == "FLX" and case.world.behaviour.flexi_needs_ssin
    if case.period.ssin is None and (flexi or row(case.period.worker_type).ssin == "R"):
        yield "00024-001"


def identifiable(case: Case) -> Iterator[str]:
    """90017-363: neither SSIN nor all identification data."""
    complete = all(field in case.period.worker for field in IDENTITY)
    if case.period.ssin is None and not complete:
        yield "90017-363"


def _flat(case: Case) -> dict[str, Any]:
    worker = case.period.worker
    address = worker.get("address", {})
    return {**worker, **address, "municipality": address.get("municipality", {}).get("name")}


def texts_valid(case: Case) -> Iterator[str]:
    """00025 to 00034 and 00168 with 003: longer than their zone."""
    flat = _flat(case)
    for zone, field, longest in _LONGEST:
        if len(flat.get(field) or "") > longest:
            yield f"{zone}-003"


def countries_valid(case: Case) -> Iterator[str]:
    """00169, 00119, 00035 with 003: not a country code of three digits [INF]."""
    flat = _flat(case)
    for zone, field in _COUNTRIES:
        if field in flat and not 100 <= flat[field] <= 999:
            yield f"{zone}-003"


def birth_date_valid(case: Case) -> Iterator[str]:
    """00028-003: not a real day of the last 120 years; YYYY-00-00 when only the year is known."""
    written = case.period.worker.get("birthDate")
    if written is not None and not _is_birth_date(written, case.received):
        yield "00028-003"


def _is_birth_date(written: str, today: datetime) -> bool:
    year_only = written.endswith("-00-00")
    try:
        born = datetime.fromisoformat(f"{written[:4]}-01-01" if year_only else written)
    except ValueError:
        return False
    return today.year - _OLDEST <= born.year and born <= today


def gender_valid(case: Case) -> Iterator[str]:
    """00029-003: a sex that is not 1 (male) or 2 (female)."""
    gender = case.period.worker.get("gender")
    if gender is not None and str(gender) not in case.world.behaviour.accepted_genders:
        yield "00029-003"


def agrees_with_register(case: Case) -> Iterator[str]:
    """00025, 00026, 00028, 00029 with 348 (NP): other names, birth date or sex than the register has.

    The register knows what the SSIN itself tells, and the names that a test has put into the facts.
    """
    ssin, declared = case.period.ssin, case.declaration.worker
    if ssin is None or declared is None or not is_ssin(ssin, case.received.date()):
        return
    known = {**told_by(ssin), **case.world.facts.register_of_names.get(ssin, {})}
    for zone, field in _REGISTERED:
        given = case.period.worker.get(field)
        if given is not None and field in known and _plain(given) != _plain(known[field]):
            yield f"{zone}-348"


def _plain(text: object) -> str:
    """Letters and digits without accents and case: "D'Hondt" and "DHONDT" are one name."""
    decomposed = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def told_of_worker(case: Case) -> Iterator[str]:
    """Whatever code a test lays down for this worker."""
    yield from case.world.facts.worker_anomalies.get(case.period.ssin or "", ())


RULES = (
    ssin_valid, ssin_given, identifiable, texts_valid, countries_valid, birth_date_valid, gender_valid,
    agrees_with_register, told_of_worker,
)  # fmt: skip
