"""Which fields an IN of a worker type has: every zone-001 and zone-005, and the values inside the blocks."""

import re
from collections.abc import Iterator

from pydantic.alias_generators import to_camel

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.committees import CONSTRUCTION
from chalicelib.domain.law.worker_type import Presence
from chalicelib.domain.occupation import committee_in_effect

PLANNED_HOURS = range(1, 1000)
_CARD = re.compile(r"[0-9]{12}")


def fields_fit_worker_type(case: Hiring) -> Iterator[Finding]:
    """Zone-001 and zone-005: what the worker type requires is there, what it forbids is not."""
    if case.variant is None:
        return
    for name, rule in case.variant.fields.items():
        given = _value(case, name) is not None
        if rule.presence is Presence.REQUIRED and not given:
            yield finding(rule.missing, _path(name), rule.certainty)
        if rule.presence is Presence.FORBIDDEN and given:
            yield finding(rule.excess, _path(name), rule.certainty)


def _value(case: Hiring, name: str) -> object:
    return case.worker.ssin if name == "ssin" else getattr(case.terms, name)


def _path(name: str) -> str:
    return "worker.ssin" if name == "ssin" else to_camel(name)


def planned_hours_are_possible(case: Hiring) -> Iterator[Finding]:
    """01135-003: whole planned hours from 1 to 999."""
    hours = case.terms.planned_hours
    if hours is not None and hours not in PLANNED_HOURS:
        yield finding("01135-003", "plannedHours")


def cards_are_numbers(case: Hiring) -> Iterator[Finding]:
    """00663-003 and 00664-003: a C3.2A card has twelve digits."""
    cards = case.terms.control_cards
    if cards is None:
        return
    if not _CARD.fullmatch(cards.first_month):
        yield finding("00663-003", "controlCards.firstMonth")
    if cards.next_month is not None and not _CARD.fullmatch(cards.next_month):
        yield finding("00664-003", "controlCards.nextMonth")


def cards_belong_to_construction(case: Hiring) -> Iterator[Finding]:
    """00663-005: of types that may have cards, those outside joint committee 124 have none (inferred)."""
    if case.variant is None or case.terms.control_cards is None:
        return
    rule = case.variant.fields["control_cards"]
    if rule.presence is Presence.FORBIDDEN or committee_in_effect(case.terms) == CONSTRUCTION:
        return
    yield finding(rule.excess, "controlCards", Certainty.INFERRED)


def next_month_has_a_card(case: Hiring) -> Iterator[Finding]:
    """00664-001: whether the card of the next month is always required is inferred (warns)."""
    cards = case.terms.control_cards
    if cards is not None and cards.next_month is None and _cards_are_required(case):
        yield finding("00664-001", "controlCards.nextMonth", Certainty.INFERRED)


def _cards_are_required(case: Hiring) -> bool:
    rule = case.variant.fields["control_cards"] if case.variant else None
    return rule is not None and rule.presence is Presence.REQUIRED


def each_month_has_its_card(case: Hiring) -> Iterator[Finding]:
    """00664-353: the next month has another card than the first."""
    cards = case.terms.control_cards
    if cards is not None and cards.next_month == cards.first_month:
        yield finding("00664-353", "controlCards.nextMonth")


RULES = (
    fields_fit_worker_type,
    planned_hours_are_possible,
    cards_are_numbers,
    cards_belong_to_construction,
    next_month_has_a_card,
    each_month_has_its_card,
)
