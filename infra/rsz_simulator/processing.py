"""The result of one declaration: B if an anomaly refuses, else W if one warns, else A; S without SSIN."""

from dataclasses import dataclass
from typing import Any

from infra.rsz_simulator.kinds import (
    Draft,
    Impossible,
    Kind,
    dimona_cancel,
    dimona_in,
    dimona_out,
    dimona_update,
)
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.persons import identity_of
from infra.rsz_simulator.register import find_employer
from infra.rsz_simulator.rules import Case, World, findings, refuses
from infra.rsz_simulator.wire import Declaration

KINDS: dict[str, Kind] = {
    "dimonaIn": dimona_in.KIND,
    "dimonaOut": dimona_out.KIND,
    "dimonaUpdate": dimona_update.KIND,
    "dimonaCancel": dimona_cancel.KIND,
}


@dataclass(frozen=True)
class Judgement:
    """What the RSZ says about a declaration, and the period to write down (None: nothing changes)."""

    result: str
    anomalies: tuple[str, ...] = ()
    period: Period | None = None


def judge(declaration: Declaration, number: int, received: float, world: World) -> Judgement:
    """The result of declaration `number`, received at `received` (epoch seconds), as the file stands now."""
    kind = KINDS[declaration.kind]
    try:
        draft = kind.draft(declaration, number, world.books)
    except Impossible as impossible:
        return Judgement("B", impossible.codes)
    case = Case(declaration, received, kind.block, draft.before, draft.after, world)
    of_form = findings(kind.form_rules, case)
    if any(refuses(code, draft.after.worker_type) for code in of_form):
        return Judgement("B", tuple(of_form))
    known = _with_ssin(draft, world)
    if known is None:
        return Judgement("S")
    of_file = findings(kind.file_rules, Case(declaration, received, kind.block, draft.before, known, world))
    return _conclude(known, [*of_form, *of_file])


def lacks_mandate(declaration: Declaration, world: World) -> bool:
    """Whether the RSZ turns the declaration away at the door (HTTP 403) because nobody gave a mandate.

    The employer is that of the declaration or of its period; unknown ones are left to the rules.
    """
    if not world.behaviour.missing_mandate_is_403:
        return False
    content = declaration.dimona_out or declaration.dimona_update or declaration.dimona_cancel
    period = world.books.period(content.period_id or 0) if content else None
    employer = find_employer(declaration.employer)
    key = period.employer if period else employer.key if employer else ""
    return key in world.facts.without_mandate


def _with_ssin(draft: Draft, world: World) -> Period | None:
    """The period of a known person; None while the person has to be identified."""
    period = draft.after
    ssin = period.ssin or world.books.person(identity_of(period.worker))
    worker: dict[str, Any] = {**period.worker, "ssin": ssin}
    return period.model_copy(update={"ssin": ssin, "worker": worker}) if ssin else None


def _conclude(period: Period, anomalies: list[str]) -> Judgement:
    codes = tuple(dict.fromkeys(anomalies))
    if any(refuses(code, period.worker_type) for code in codes):
        return Judgement("B", codes)
    late = period.late or any(code.endswith("-460") for code in codes)
    return Judgement("W" if codes else "A", codes, period.model_copy(update={"late": late}))
