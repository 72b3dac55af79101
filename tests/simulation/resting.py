"""What must hold when a world has come to rest: nothing moves any more, whatever went wrong before."""

from chalicelib.application.scope import EmployerScope
from chalicelib.domain.answer import Result
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import InTerms, Mode
from chalicelib.domain.lifecycle import SETTLED, State, fold
from chalicelib.domain.period import Period, PeriodStatus
from tests.fakes.rsz import sent
from tests.simulation.judging import hold
from tests.simulation.world import World

_RESULT = {
    State.ACCEPTED: Result.ACCEPTED,
    State.ACCEPTED_WITH_WARNING: Result.ACCEPTED_WITH_WARNING,
    State.REFUSED: Result.REFUSED,
}
_FIELDS = ("start_date", "start_hour", "end_date", "end_hour", "planned_hours", "worker_type")


def judge(world: World) -> None:
    """Judge a world at rest by all invariants."""
    for scope, found in world.store.accepted:
        declaration = world.store.stored[scope, found].declaration
        _has_ended(declaration)
        _is_told(world, scope, declaration)
        if declaration.state in SETTLED:
            _was_said(world, scope, declaration)
    _answers_one_each(world)
    for (owner, _), periods in world.store.periods.items():
        for period in periods.values():
            _is_the_fold(world, owner, period)


def _has_ended(declaration: Declaration) -> None:
    """1 and 3: it came to an end, with a reason where the RSZ did not speak, and along the table."""
    hold(
        declaration.state in {*SETTLED, State.WITHDRAWN},
        "1",
        f"{declaration.id} rests in {declaration.state}: {declaration.events[-1].happening}",
    )
    hold(
        fold(event.happening for event in declaration.events) is declaration.state,
        "3",
        f"{declaration.id} is not the fold over its events",
    )
    if declaration.state is State.WITHDRAWN:
        hold(declaration.events[-1].data.get("why"), "1", f"{declaration.id} was withdrawn without a reason")
        hold(not declaration.rsz.declaration_id, "1", f"{declaration.id} was withdrawn, and the RSZ has it")


def _is_told(world: World, scope: EmployerScope, declaration: Declaration) -> None:
    """11: whatever a person must know left a notice, written with the event itself."""
    for number, event in enumerate(declaration.events, 1):
        if declaration.mode is Mode.LIVE and event.state in {State.REFUSED, State.NEEDS_HELP}:
            told = (scope, f"{declaration.id}-{number}") in world.store.notices
            hold(told, "11", f"nobody was told that {declaration.id} was {event.state}")


def _was_said(world: World, scope: EmployerScope, declaration: Declaration) -> None:
    """4: the RSZ holds a declaration of that number, with our content and with that result."""
    done = world.office.executed.get(declaration.rsz.declaration_id or "")
    hold(done, "4", f"the RSZ never gave {declaration.id} a number")
    if done is None:
        return
    hold(_RESULT[declaration.state] is done.outcome.result, "4", f"{declaration.id}: {declaration.state}")
    hold(
        done.filing.employer.enterprise_number == scope.employer,
        "4",
        f"{declaration.id}: a stranger's answer",
    )
    hold(sent(done.filing.terms) == sent(declaration.terms), "4", f"{declaration.id}: another's answer")
    hold(world.witness.filed(done.filing), "4", f"{declaration.id}: the answer to what was filed elsewhere")
    told = tuple(anomaly.code for anomaly in declaration.rsz.anomalies)
    hold(told == tuple(done.outcome.anomalies), "4", f"{declaration.id}: other anomalies than said")


def _answers_one_each(world: World) -> None:
    """2 and 4: one declaration of the RSZ answers one of ours, and what took effect there is ours."""
    numbers = [
        stored.declaration.rsz.declaration_id
        for stored in world.store.stored.values()
        if stored.declaration.rsz.declaration_id is not None
    ]
    hold(len(numbers) == len(set(numbers)), "4", "one answer of the RSZ settles two of ours")
    lost = set(world.office.effects) - set(numbers)
    hold(not lost, "1", f"the RSZ holds {lost}, which no declaration of ours knows")


def _is_the_fold(world: World, scope: EmployerScope, period: Period) -> None:
    """10: the register is the fold over what was settled, each once and in order, and agrees with the RSZ."""
    hold(not period.on_its_way, "10", f"{period.id}: something is on its way in the register alone")
    settled = [
        world.store.stored[each].declaration
        for each in world.store.ended
        if each[0] == scope and world.store.stored[each].declaration.period_id == period.id
    ]
    accepted = [each for each in settled if each.state in SETTLED - {State.REFUSED}]
    order = [each for each in world.store.accepted if world.store.stored[each].declaration in settled]
    hold(len(order) == len(settled), "10", f"{period.id}: something was settled twice")
    _has_its_status(period, settled, accepted)
    if period.status is PeriodStatus.UNVERIFIED:
        return
    held = world.office.held.get(period.rsz_number or "")
    hold((held is None) == (period.status is PeriodStatus.NOT_CREATED), "10", f"{period.id}: {period.status}")
    if held is None:
        return
    hold(world.office.owners[period.rsz_number or ""] == scope.employer, "8", f"{period.id} is a stranger's")
    for name in _FIELDS:
        ours, theirs = getattr(period, name), getattr(held.period, name)
        hold(ours == theirs, "10", f"{period.id}: {name} is {ours} here and {theirs} at the RSZ")
    hold(
        period.status is held.period.status, "10", f"{period.id}: {period.status}, {held.period.status} there"
    )
    _took_effect_in_order(world, scope, period)


def _has_its_status(period: Period, settled: list[Declaration], accepted: list[Declaration]) -> None:
    created = [each for each in settled if isinstance(each.terms, InTerms)]
    cancelled = any(each.terms.type == "cancel" for each in accepted)
    if created:
        stands = created[0] in accepted
        wanted = PeriodStatus.ACTIVE if stands else PeriodStatus.NOT_CREATED
        hold(
            period.status is (PeriodStatus.CANCELLED if cancelled else wanted),
            "10",
            f"{period.id} is {period.status}",
        )


def _took_effect_in_order(world: World, scope: EmployerScope, period: Period) -> None:
    """6: what took effect on a period did so in the order of acceptance."""
    effects = [
        done
        for done in (world.office.executed[number] for number in world.office.effects)
        if done.filing.employer.enterprise_number == scope.employer
        and period.rsz_number in {done.number, done.filing.period.rsz_number if done.filing.period else None}
    ]
    of_number = {
        world.store.stored[each].declaration.rsz.declaration_id: each[1] for each in world.store.accepted
    }
    ids = [of_number[done.number] for done in effects]
    order = [found for _, found in world.store.accepted if found in ids]
    hold(ids == order, "6", f"{period.id}: {ids} took effect, {order} were accepted")
