"""What an UPDATE may change: never a later start, never the end of an open period, never nothing."""

from collections.abc import Iterator
from datetime import timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.forms import standing_form
from infra.rsz_simulator.rules.presence import end_date_mark
from infra.rsz_simulator.rules.worker_types import row
from infra.rsz_simulator.wire import DimonaUpdate


def _content(case: Case) -> DimonaUpdate:
    return case.declaration.dimona_update or DimonaUpdate()


def _before(case: Case) -> Period:
    return case.before or case.period


def something_given(case: Case) -> Iterator[str]:
    """90378-360, -361: neither date nor hour nor planned hours."""
    if _content(case).model_fields_set == {"period_id"}:
        yield "90378-361" if _before(case).by_hours else "90378-360"


def something_changed(case: Case) -> Iterator[str]:
    """90378-444: nothing differs from what the RSZ has."""
    if case.before == case.period and _content(case).model_fields_set != {"period_id"}:
        yield "90378-444"


def lump_stays(case: Case) -> Iterator[str]:
    """00913-181: a horeca day lump takes no UPDATE, unless the switch lets its start change."""
    given = _content(case).model_fields_set != {"period_id"}
    if standing_form(_before(case)) == "lump" and given and not case.world.behaviour.day_lump_may_change:
        yield "00913-181"


def form_stays(case: Case) -> Iterator[str]:
    """00777-005, 00778-005, 00778-001: an UPDATE never turns dates into hours, or a lump into hours."""
    form, after = standing_form(_before(case)), case.period
    if form == "dates" and _content(case).start_hour is not None:
        yield "00777-005"
    if form != "hours" and _content(case).end_hour is not None:
        yield "00778-005"
    if form == "lump" and after.end_hour is None and after.end_date not in {None, after.start_date}:
        yield "00778-001"


def start_may_be_given(case: Case) -> Iterator[str]:
    """00910-005: no start date in the UPDATE of a student, unless the switch accepts the same one."""
    if _content(case).start_date is None or not _start_is_fixed(case):
        return
    unchanged = case.period.start_date == _before(case).start_date
    if not (unchanged and case.world.behaviour.accept_same_start_for_student):
        yield "00910-005"


def _start_is_fixed(case: Case) -> bool:
    before = _before(case)
    return before.start_date >= row(before.worker_type).fixed_start_from


def start_not_later(case: Case) -> Iterator[str]:
    """00910-344: a start date moved to a later day (or an hour after work began, by switch)."""
    before, refuses_hours = _before(case), case.world.behaviour.late_start_hour_is_refused
    day_later = case.period.start_date > before.start_date and not _start_is_fixed(case)
    hour_later = before.by_hours and case.period.start > before.start and case.received > before.start
    if day_later or (hour_later and refuses_hours):
        yield "00910-344"


def end_not_later(case: Case) -> Iterator[str]:
    """00911-344: the end of a flexi-job moved to a later day (or hour, by switch)."""
    before, after, behaviour = _before(case), case.period, case.world.behaviour
    if row(before.worker_type).end_may_move_later or before.end_date is None or after.end_date is None:
        return
    in_hours = standing_form(before) == "hours"
    day_later = after.end_date > before.end_date
    into_night = in_hours and after.end_date - after.start_date == timedelta(days=1)
    hour_later = in_hours and not day_later and after.end > before.end
    day_forbidden = day_later and not (into_night and behaviour.flexi_end_may_pass_midnight)
    if day_forbidden or (hour_later and not behaviour.flexi_hours_may_grow):
        yield "00911-344"


def not_closing(case: Case) -> Iterator[str]:
    """00913-359: an open period is ended by an OUT."""
    if _before(case).end_date is None and case.period.end_date is not None:
        yield "00913-359"


def end_removable(case: Case) -> Iterator[str]:
    """90378-368 (or 00913-368, by switch): the end date is taken away where one is required, or from FLX."""
    removed = _before(case).end_date is not None and case.period.end_date is None
    required = end_date_mark(case) == "R" or case.period.worker_type == "FLX"
    code = case.world.behaviour.code_for_end_removal
    if removed and required and code:
        yield code


RULES = (
    something_given, lump_stays, form_stays, start_may_be_given, start_not_later, end_not_later,
    not_closing, end_removable, something_changed,
)  # fmt: skip
