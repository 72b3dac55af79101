"""What an UPDATE may change: 00777, 00778, 00910, 00911, 00913, 01135 and 90378."""

from collections.abc import Iterator
from datetime import date

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Changing
from chalicelib.domain.checks.fields import PLANNED_HOURS
from chalicelib.domain.checks.standing import permit_of, refused_by
from chalicelib.domain.filing import NO_END
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.committees import AGENCY
from chalicelib.domain.law.worker_type import Change


def something_is_named(case: Changing) -> Iterator[Finding]:
    """90378-360, 90378-361: an UPDATE names at least one field."""
    if case.named:
        return
    code = "90378-361" if case.variant is not None and case.variant.by_hours else "90378-360"
    yield finding(code, "startDate")


def something_differs(case: Changing) -> Iterator[Finding]:
    """90378-444: at least one field differs from what stands."""
    differs = any(_held(case, name) != value for name, value in case.named.items())
    if case.named and not differs:
        yield finding("90378-444", "period")


def _held(case: Changing, name: str) -> object:
    """What stands; a period without an end date has the one that takes it away."""
    value = getattr(case.before, name)
    return NO_END if name == "end_date" and value is None else value


def changes_are_permitted(case: Changing) -> Iterator[Finding]:
    """00777, 00778, 00910, 00911, 00913-181, 01135, 90378-368: what the worker type's table forbids, once."""
    variant = case.variant
    if variant is None or not case.named:
        return
    said: set[str | None] = set()
    permits = ((variant.update, "period"), *((variant.permits[c], name) for c, name in changes_of(case)))
    for permit, name in permits:
        if permit.forbids(case.before.start_date) and permit.code not in said:
            said.add(permit.code)
            yield from refused_by(permit, name)


def changes_of(case: Changing) -> Iterator[tuple[Change, str]]:
    """Return what an UPDATE really changes, and the field that says so."""
    terms, before = case.terms, case.before
    start, end, old_end = terms.start_date, terms.end_date, before.end_date
    if start is not None and start != before.start_date:
        yield (Change.START_EARLIER if start < before.start_date else Change.START_LATER), "startDate"
    if end is not None and old_end is not None and end != old_end:
        yield _change_of_end(end, old_end), "endDate"
    if terms.start_hour not in {None, before.start_hour}:
        yield Change.START_HOUR, "startHour"
    if terms.end_hour not in {None, before.end_hour}:
        yield Change.END_HOUR, "endHour"
    if terms.planned_hours is not None:
        yield Change.PLANNED_HOURS, "plannedHours"


def _change_of_end(end: date, old_end: date) -> Change:
    if end == NO_END:
        return Change.REMOVE_END
    return Change.END_EARLIER if end < old_end else Change.END_LATER


def same_start_is_left_out(case: Changing) -> Iterator[Finding]:
    """00910-005: whether a start date that may not move may be repeated is uncertain (warns)."""
    variant, start = case.variant, case.before.start_date
    if variant is None or case.terms.start_date != start:
        return
    permit = variant.permits[Change.START_EARLIER]
    if permit.forbids(start) and permit.code == "00910-005":
        yield finding("00910-005", "startDate", Certainty.UNCERTAIN)


def agency_work_keeps_its_end(case: Changing) -> Iterator[Finding]:
    """90378-368: an end date is required for agency work, also where the type leaves it open."""
    if case.terms.end_date != NO_END or case.before.end_date is None or case.before.joint_committee != AGENCY:
        return
    permit = permit_of(case, Change.REMOVE_END)
    if permit is not None and permit.allowed:
        yield finding("90378-368", "endDate")


def open_period_is_closed_by_out(case: Changing) -> Iterator[Finding]:
    """00913-359: an UPDATE does not close an open period; an OUT does."""
    end = case.terms.end_date
    if case.before.end_date is None and end is not None and end != NO_END:
        yield finding("00913-359", "endDate")


def planned_hours_are_possible(case: Changing) -> Iterator[Finding]:
    """01135-003: from 1 to 999 planned hours."""
    hours = case.terms.planned_hours
    if hours is not None and hours not in PLANNED_HOURS:
        yield finding("01135-003", "plannedHours")


RULES = (
    something_is_named,
    open_period_is_closed_by_out,
    changes_are_permitted,
    same_start_is_left_out,
    agency_work_keeps_its_end,
    planned_hours_are_possible,
    something_differs,
)
