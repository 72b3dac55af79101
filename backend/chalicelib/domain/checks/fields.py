"""Which fields an IN of a worker type has: every zone-001 and zone-005, and the values inside the blocks."""

import re
from collections.abc import Iterator

from pydantic.alias_generators import to_camel

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring
from chalicelib.domain.filing import ControlCards, InTerms
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.committees import CONSTRUCTION
from chalicelib.domain.law.worker_type import Presence
from chalicelib.domain.occupation import committee_in_effect

PLANNED_HOURS = range(1, 1000)
PATHS = {"ssin": "worker.ssin"} | {name: to_camel(name) for name in InTerms.model_fields}
"""Where a field of the table stands in the request."""
_CARD = re.compile(r"[0-9]{12}")


def fields_fit_worker_type(case: Hiring) -> Iterator[Finding]:
    """Zone-001 and zone-005: what the worker type requires is there, what it forbids is not."""
    if case.variant is None:
        return
    for name, rule in case.variant.fields.items():
        value = case.worker.ssin if name == "ssin" else getattr(case.terms, name)
        if value is not None:
            if rule.presence is Presence.FORBIDDEN:
                yield finding(rule.excess, PATHS[name], rule.certainty)
        elif rule.is_required(case.terms.start_date) and (name != "control_cards" or in_construction(case)):
            yield finding(rule.missing, PATHS[name], rule.certainty)


def in_construction(case: Hiring) -> bool:
    """Tell whether joint committee 124 counts: only there are control cards required."""
    return committee_in_effect(case.terms) == CONSTRUCTION


def cards_may_be_due_in_construction(case: Hiring) -> Iterator[Finding]:
    """00663-001: under 124 the glossary asks cards of all, the matrix only of BCW (uncertain, warns)."""
    if case.variant is None or case.terms.control_cards is not None or not in_construction(case):
        return
    if case.variant.fields["control_cards"].presence is Presence.OPTIONAL:
        yield finding("00663-001", "controlCards", Certainty.UNCERTAIN)


def planned_hours_are_possible(case: Hiring) -> Iterator[Finding]:
    """01135-003: whole planned hours from 1 to 999."""
    hours = case.terms.planned_hours
    if hours is not None and hours not in PLANNED_HOURS:
        yield finding("01135-003", "plannedHours")


def control_cards(case: Hiring) -> Iterator[Finding]:
    """What is asked of control cards, where there are any: each rule of ``CARD_RULES``."""
    cards = case.terms.control_cards
    if cards is not None:
        for rule in CARD_RULES:
            yield from rule(case, cards)


def cards_are_numbers(_case: Hiring, cards: ControlCards) -> Iterator[Finding]:
    """00663-003 and 00664-003: a C3.2A card has twelve digits."""
    if not _CARD.fullmatch(cards.first_month):
        yield finding("00663-003", "controlCards.firstMonth")
    if cards.next_month is not None and not _CARD.fullmatch(cards.next_month):
        yield finding("00664-003", "controlCards.nextMonth")


def cards_belong_to_construction(case: Hiring, _cards: ControlCards) -> Iterator[Finding]:
    """00663-005: of types that may have cards, those outside joint committee 124 have none (inferred)."""
    if case.variant is None:
        return
    rule = case.variant.fields["control_cards"]
    if rule.presence is not Presence.FORBIDDEN and not in_construction(case):
        yield finding(rule.excess, "controlCards", Certainty.INFERRED)


def next_month_has_a_card(case: Hiring, cards: ControlCards) -> Iterator[Finding]:
    """00664-001: whether the card of the next month is always required is inferred (warns)."""
    if case.variant is None or cards.next_month is not None or not in_construction(case):
        return
    if case.variant.fields["control_cards"].presence is Presence.REQUIRED:
        yield finding("00664-001", "controlCards.nextMonth", Certainty.INFERRED)


def each_month_has_its_card(_case: Hiring, cards: ControlCards) -> Iterator[Finding]:
    """00664-353: the next month has another card than the first."""
    if cards.next_month == cards.first_month:
        yield finding("00664-353", "controlCards.nextMonth")


RULES = (
    fields_fit_worker_type,
    cards_may_be_due_in_construction,
    planned_hours_are_possible,
    control_cards,
)
CARD_RULES = (
    cards_are_numbers,
    cards_belong_to_construction,
    next_month_has_a_card,
    each_month_has_its_card,
)
