"""The user of agency work: told under committee 322, by number or by name with address, and only then."""

from collections.abc import Iterator
from typing import Any

from infra.rsz_simulator.numbers import is_enterprise_number
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.blocks import address_codes
from infra.rsz_simulator.rules.worker_types import AGENCY

_LONGEST_NAME = 96  # [INF], as for the place of work of students


def _user(case: Case) -> dict[str, Any]:
    user: dict[str, Any] = case.period.features.get("usingEmployer", {})
    return user


def belongs(case: Case) -> Iterator[str]:
    """00131-005, 00153-005: a user (by number, by name) where there is no agency."""
    if case.period.joint_committee == AGENCY or "usingEmployer" not in case.period.features:
        return
    named = "name" in _user(case)
    if named:
        yield "00153-005"
    if "enterpriseNumber" in _user(case) or not named:
        yield "00131-005"


def number_or_name(case: Case) -> Iterator[str]:
    """90107-351, -352: neither number nor name, or both."""
    if case.period.joint_committee != AGENCY:
        return
    told = {"enterpriseNumber", "name"} & _user(case).keys()
    if not told:
        yield "90107-351"
    if len(told) == 2:
        yield "90107-352"


def number_valid(case: Case) -> Iterator[str]:
    """00131-003, -235: check digits, and a number no register knows (a fact)."""
    number = case.period.user_number
    if number is None:
        return
    if not is_enterprise_number(number):
        yield "00131-003"
    if number in case.world.facts.unknown_employers:
        yield "00131-235"


def name_and_address(case: Case) -> Iterator[str]:
    """00153-003, 00517 to 00523: a user told by name needs an address."""
    user = _user(case)
    if "name" not in user or "enterpriseNumber" in user:
        return
    if len(user["name"]) > _LONGEST_NAME:
        yield "00153-003"
    yield from address_codes(user.get("address", {}))


def committee_of_user(case: Case) -> Iterator[str]:
    """00046-001: a user without committee; and the code of the switch for a user that is an agency itself."""
    if case.period.joint_committee != AGENCY or not _user(case):
        return
    code = case.world.behaviour.code_for_agency_as_user
    if case.period.user_committee is None:
        yield "00046-001"
    if case.period.user_committee == AGENCY and code:
        yield code


RULES = (belongs, number_or_name, number_valid, name_and_address, committee_of_user)
