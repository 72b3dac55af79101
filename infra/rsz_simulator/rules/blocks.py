"""Blocks that belong to some worker types: place of work, control cards, small statutes."""

from collections.abc import Iterator
from typing import Any

from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.presence import check
from infra.rsz_simulator.rules.worker_types import CONSTRUCTION, SMALL_STATUTES_SINCE, Mark, row

_NATURES, _STATUSES = frozenset({"EMPLOYEE", "WORKER"}), frozenset({"F1", "F2"})
# Zone, field and longest text of an address outside the worker's own; [INF] but for the 42 of the street.
_ADDRESS = (
    ("00517", "street", 42),
    ("00518", "houseNumber", 10),
    ("00519", "boxNumber", 4),
    ("00520", "postCode", 9),
    ("00522", "municipality", 40),
    ("00523", "country", 3),
)
_OPTIONAL_IN_ADDRESS = frozenset({"00519"})


def address_codes(address: dict[str, Any]) -> Iterator[str]:
    """00517 to 00523: what an address lacks (001) or has too long (003); `{}` lacks everything."""
    town = address.get("municipality", {})
    flat = {**address, "municipality": town.get("name") or town.get("code")}
    for zone, field, longest in _ADDRESS:
        value = flat.get(field)
        if value is None and zone not in _OPTIONAL_IN_ADDRESS:
            yield f"{zone}-001"
        if value is not None and len(str(value)) > longest:
            yield f"{zone}-003"


def place_of_work(case: Case) -> Iterator[str]:
    """00776 and its address: the place of work is told for students only, elsewhere than the office."""
    place = case.period.details.get("studentPlaceOfWork")
    yield from check(row(case.period.worker_type).place_of_work, "00776", present=place is not None)
    if place is None:
        return
    if len(place["name"]) > 96:
        yield "00776-003"
    yield from address_codes(place["address"])


def _cards_mark(case: Case) -> Mark:
    if case.period.sector != CONSTRUCTION:
        return "F"
    return (
        "R"
        if case.world.behaviour.cards_for_all_under_construction
        else row(case.period.worker_type).control_cards
    )


def control_cards(case: Case) -> Iterator[str]:
    """00663, 00664: the C3.2A cards of this month and the next, for construction workers."""
    cards, mark = case.period.details.get("constructionControlCards", {}), _cards_mark(case)
    numbers = {"00663": cards.get("firstMonthC32ANumber"), "00664": cards.get("nextMonthC32ANumber")}
    for zone, number in numbers.items():
        yield from check(mark, zone, present=number is not None)
        if number is not None and not (number.isdigit() and len(number) == 12):
            yield f"{zone}-003"


def same_card_twice(case: Case) -> Iterator[str]:
    """00664-353: the card of the next month has the number of this month's."""
    cards = case.period.details.get("constructionControlCards", {})
    if cards.get("firstMonthC32ANumber") is not None and len(set(cards.values())) < len(cards):
        yield "00664-353"


def small_statutes(case: Case) -> Iterator[str]:
    """01231, 00053: nature of the work and status of trainees, since 2020."""
    block, mark = (
        case.period.details.get("smallStatutesInformation", {}),
        row(case.period.worker_type).small_statutes,
    )
    if mark == "R" and case.period.start_date < SMALL_STATUTES_SINCE:
        mark = "O"
    for zone, field, allowed in (
        ("01231", "employmentNature", _NATURES),
        ("00053", "workerStatus", _STATUSES),
    ):
        yield from check(mark, zone, present=field in block)
        if field in block and block[field] not in allowed:
            yield f"{zone}-003"


def risk_fits_nature(case: Case) -> Iterator[str]:
    """00041-521: the risk code belongs to another nature of work (a fact: no source lists the codes)."""
    block = case.period.details.get("smallStatutesInformation", {})
    nature = case.world.facts.risk_natures.get(block.get("activityWithRisk", ""))
    if nature is not None and nature != block.get("employmentNature"):
        yield "00041-521"


RULES = (place_of_work, control_cards, same_card_twice, small_statutes, risk_fits_nature)
