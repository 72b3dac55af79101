"""Who the employer is: numbers, register, mandate."""

from collections.abc import Iterator

from infra.rsz_simulator.numbers import is_employer_id, is_enterprise_number, is_provisional
from infra.rsz_simulator.register import numbers_disagree
from infra.rsz_simulator.rules import Case


def employer_given(case: Case) -> Iterator[str]:
    """90256-364: neither RSZ number nor enterprise number."""
    if not case.period.employer:
        yield "90256-364"


def employer_numbers(case: Case) -> Iterator[str]:
    """00014, 00011, 00948 with 003 (check digits) or 235 (in no register, a fact)."""
    given = case.declaration.employer
    enterprise, number = (None, None) if given is None else (given.enterprise_number, given.employer_id)
    unknown = case.world.facts.unknown_employers
    if enterprise is not None:
        yield from _codes("00014", valid=is_enterprise_number(enterprise), known=enterprise not in unknown)
    if number is not None:
        zone = "00948" if is_provisional(number) else "00011"
        yield from _codes(zone, valid=is_employer_id(number), known=str(number) not in unknown)


def _codes(zone: str, *, valid: bool, known: bool) -> Iterator[str]:
    if not valid:
        yield f"{zone}-003"
    elif not known:
        yield f"{zone}-235"


def numbers_agree(case: Case) -> Iterator[str]:
    """00014-022 (NP): the two numbers belong to two employers; the RSZ number wins."""
    if case.declaration.employer is not None and numbers_disagree(case.declaration.employer):
        yield "00014-022"


def employer_active(case: Case) -> Iterator[str]:
    """-343: the employer is not (or no longer) active (a fact)."""
    if case.period.employer in case.world.facts.inactive_employers:
        yield f"{case.block}-343"


def mandate(case: Case) -> Iterator[str]:
    """90256-155: no mandate (a fact); HTTP 403 unless the switch says otherwise."""
    if case.period.employer in case.world.facts.without_mandate:
        yield "90256-155"


def told_of_employer(case: Case) -> Iterator[str]:
    """Whatever code a test lays down for this employer."""
    yield from case.world.facts.employer_anomalies.get(case.period.employer, ())


RULES = (employer_given, employer_numbers, numbers_agree, employer_active, mandate, told_of_employer)
