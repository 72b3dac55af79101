"""Who the worker is: 00024, 00028 and 90017."""

from collections.abc import Iterator

from pydantic.alias_generators import to_camel

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.identifiers import parse_ssin, sex_of
from chalicelib.domain.worker import IDENTIFICATION_FIELDS

OLDEST = 120
LONGEST_STREET = 35
"""Of a worker's address; the place of work of a student may have 42 characters."""


def ssin_is_a_number(case: Hiring) -> Iterator[Finding]:
    """00024-003: the national number is well-formed, its check digits fit, nobody is born tomorrow."""
    if case.worker.ssin is None:
        return
    if case.born is None or case.born.lies_after(case.today):
        yield finding("00024-003", "worker.ssin", Certainty.COMPUTED)


def worker_is_identified(case: Hiring) -> Iterator[Finding]:
    """90017-363: an SSIN, or all identity data."""
    if case.worker.ssin is not None:
        return
    missing = [to_camel(name) for name in IDENTIFICATION_FIELDS if getattr(case.worker, name) is None]
    if missing:
        yield finding("90017-363", "worker", missing=", ".join(missing))


def birth_date_agrees_with_ssin(case: Hiring) -> Iterator[Finding]:
    """00028-348: a birth date that contradicts the number points at a mistyped number (warning)."""
    told = case.worker.birth_date
    if told is not None and case.born is not None and not case.born.agrees_with(told):
        yield finding("00028-348", "worker.birthDate", Certainty.INFERRED)


def gender_agrees_with_ssin(case: Hiring) -> Iterator[Finding]:
    """00029-348: a sex that contradicts the number points at a mistyped number (warning)."""
    ssin, gender = case.worker.ssin, case.worker.gender
    if ssin is None or gender is None or case.born is None:
        return
    if sex_of(parse_ssin(ssin)) not in {None, gender}:
        yield finding("00029-348", "worker.gender", Certainty.INFERRED)


def birth_date_is_possible(case: Hiring) -> Iterator[Finding]:
    """00028-003: born within the last 120 years."""
    born, today = case.worker.birth_date, case.today
    if born is not None and not (today.year - OLDEST <= born.year and born <= today):
        yield finding("00028-003", "worker.birthDate")


def street_is_short_enough(case: Hiring) -> Iterator[Finding]:
    """00030-003: the street of a worker has 35 characters; beside a number it is not sent."""
    worker = case.worker
    if worker.ssin is None and worker.address is not None and len(worker.address.street) > LONGEST_STREET:
        yield finding("00030-003", "worker.address.street")


def identity_data(case: Hiring) -> Iterator[Finding]:
    """What is asked of identity data, where there is no number or more than that: each of ``DATA_RULES``."""
    worker = case.worker
    if worker.ssin is None or worker.birth_date is not None or worker.gender is not None:
        for rule in DATA_RULES:
            yield from rule(case)


RULES = (ssin_is_a_number, identity_data)
DATA_RULES = (
    worker_is_identified,
    birth_date_is_possible,
    street_is_short_enough,
    birth_date_agrees_with_ssin,
    gender_agrees_with_ssin,
)
