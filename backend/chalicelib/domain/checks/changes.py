"""What an UPDATE may change: 00777, 00778, 00910, 00911, 00913-359, 01135 and 90378."""

from collections.abc import Iterator

from chalicelib.domain.checks.case import Changing
from chalicelib.domain.checks.fields import PLANNED_HOURS
from chalicelib.domain.checks.standing import permit_of, refused_by, variant_before
from chalicelib.domain.filing import NO_END
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.worker_type import Change


def something_is_named(case: Changing) -> Iterator[Finding]:
    """90378-360, 90378-361: an UPDATE names at least one field."""
    if case.terms.changes:
        return
    variant = variant_before(case)
    code = "90378-361" if variant is not None and variant.by_hours else "90378-360"
    yield finding(code, "startDate")


def something_differs(case: Changing) -> Iterator[Finding]:
    """90378-444: at least one field differs from what stands."""
    if case.terms.changes and case.before.changed_by(case.terms) == case.before:
        yield finding("90378-444", "period")


def start_may_move(case: Changing) -> Iterator[Finding]:
    """00910-344 and 00910-005: a start never moves later; a student's never moves. Cancel and file anew."""
    start = case.terms.start_date
    if start is None or start == case.before.start_date:
        return
    earlier = start < case.before.start_date
    change = Change.START_EARLIER if earlier else Change.START_LATER
    yield from refused_by(permit_of(case, change), "startDate")


def end_may_move(case: Changing) -> Iterator[Finding]:
    """00911-344: the end of a flexi-job never moves later."""
    end, old_end = case.terms.end_date, case.before.end_date
    if end is None or old_end is None or end in {old_end, NO_END}:
        return
    change = Change.END_EARLIER if end < old_end else Change.END_LATER
    yield from refused_by(permit_of(case, change), "endDate")


def end_may_be_removed(case: Changing) -> Iterator[Finding]:
    """90378-368: where an end date is required it stays; also for agency work."""
    if case.terms.end_date != NO_END or case.before.end_date is None:
        return
    if case.before.joint_committee == "322":
        yield finding("90378-368", "endDate")
    else:
        yield from refused_by(permit_of(case, Change.REMOVE_END), "endDate")


def open_period_is_closed_by_out(case: Changing) -> Iterator[Finding]:
    """00913-359: an UPDATE does not close an open period; an OUT does."""
    end = case.terms.end_date
    if case.before.end_date is None and end is not None and end != NO_END:
        yield finding("00913-359", "endDate")


def hours_may_change(case: Changing) -> Iterator[Finding]:
    """00777-005, 00778-005: hours change only where the law knows them."""
    if case.terms.start_hour not in {None, case.before.start_hour}:
        yield from refused_by(permit_of(case, Change.START_HOUR), "startHour")
    if case.terms.end_hour not in {None, case.before.end_hour}:
        yield from refused_by(permit_of(case, Change.END_HOUR), "endHour")


def planned_hours_may_change(case: Changing) -> Iterator[Finding]:
    """01135-005, 01135-003: only a student has planned hours, from 1 to 999."""
    hours = case.terms.planned_hours
    if hours is None:
        return
    yield from refused_by(permit_of(case, Change.PLANNED_HOURS), "plannedHours")
    if hours not in PLANNED_HOURS:
        yield finding("01135-003", "plannedHours")


RULES = (
    something_is_named,
    open_period_is_closed_by_out,
    start_may_move,
    end_may_move,
    end_may_be_removed,
    hours_may_change,
    planned_hours_may_change,
    something_differs,
)
