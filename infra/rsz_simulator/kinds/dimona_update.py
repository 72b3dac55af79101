"""UPDATE: other dates, hours or planned hours. It never moves a start later and never closes a period."""

from collections.abc import Iterator

from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.period import OPEN
from infra.rsz_simulator.rules import Case, conditions, crossing, dates, identifiers, lateness, presence
from infra.rsz_simulator.rules.worker_types import row
from infra.rsz_simulator.wire import Declaration, DimonaUpdate

_FIELDS = {
    "start_date": "start_date",
    "start_hour": "start_hour",
    "end_date": "end_date",
    "end_hour": "end_hour",
    "planned_hours_number": "planned_hours",
}


def draft(declaration: Declaration, _number: int, ledger: Ledger) -> Draft:
    """The period with what the UPDATE gives; an end date of 9999-12-31 takes the end away."""
    content = declaration.dimona_update
    if content is None:
        raise Impossible("90059-134")
    period = standing_period(content.period_id, ledger)
    given = {field: getattr(content, name) for name, field in _FIELDS.items()}
    changes = {field: value for field, value in given.items() if value is not None}
    if changes.get("end_date") == OPEN:
        changes["end_date"] = None
    return Draft(period, period.model_copy(update=changes))


def _content(case: Case) -> DimonaUpdate:
    content = case.declaration.dimona_update
    if content is None:
        raise Impossible("90059-134")
    return content


def something_given(case: Case) -> Iterator[str]:
    """90378-360, -361: neither date nor hour nor planned hours."""
    if _content(case).model_fields_set == {"period_id"}:
        yield "90378-361" if case.period.by_hours else "90378-360"


def something_changed(case: Case) -> Iterator[str]:
    """90378-444: nothing differs from what the RSZ has."""
    if case.before == case.period and _content(case).model_fields_set != {"period_id"}:
        yield "90378-444"


def start_may_be_given(case: Case) -> Iterator[str]:
    """00910-005: no start date in the UPDATE of a student, unless the switch accepts the same one."""
    kind, start = row(case.period.worker_type), _content(case).start_date
    if start is None or kind is None or kind.start_may_move or case.before is None:
        return
    unchanged = start == case.before.start_date
    if not (unchanged and case.world.behaviour.accept_same_start_for_student):
        yield "00910-005"


def start_not_later(case: Case) -> Iterator[str]:
    """00910-344: a start date moved to a later day."""
    if case.before is not None and case.period.start_date > case.before.start_date:
        yield "00910-344"


def end_not_later(case: Case) -> Iterator[str]:
    """00911-344: the end date of a flexi-job moved to a later day."""
    kind, before, after = row(case.period.worker_type), case.before, case.period
    if kind is None or kind.end_may_move_later or before is None:
        return
    if before.end_date is not None and after.end_date is not None and after.end_date > before.end_date:
        yield "00911-344"


def not_closing(case: Case) -> Iterator[str]:
    """00913-359: an open period is ended by an OUT."""
    if case.before is not None and case.before.end_date is None and case.period.end_date is not None:
        yield "00913-359"


def end_removable(case: Case) -> Iterator[str]:
    """90378-368: the end date is taken away where one is required, or where the day is told in hours."""
    kind, before = row(case.period.worker_type), case.before
    removed = before is not None and before.end_date is not None and case.period.end_date is None
    required = kind is not None and (kind.end_date == "R" or case.period.worker_type == "FLX")
    if removed and (required or case.period.joint_committee == "322"):
        yield "90378-368"


KIND = Kind(
    block="90378",
    draft=draft,
    form_rules=(
        something_given,
        start_may_be_given,
        start_not_later,
        end_not_later,
        not_closing,
        end_removable,
        presence.hours,
        presence.planned_hours,
        identifiers.employer_active,
        *dates.RULES,
        something_changed,
    ),
    file_rules=(*crossing.RULES, *conditions.RULES, lateness.late_update),
)
