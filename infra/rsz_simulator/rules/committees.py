"""Joint committee and worker type: whether each exists, and whether they go together."""

from collections.abc import Iterator

from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import (
    AGENCY,
    COMMITTEES,
    CONSTRUCTION,
    OTHER,
    WORKER_TYPES,
    exists,
    row,
)


def committee_exists(case: Case) -> Iterator[str]:
    """00046-003: a committee outside the list, own or of the user."""
    if not {case.period.joint_committee, case.period.user_committee or OTHER} <= COMMITTEES:
        yield "00046-003"


def worker_type_exists(case: Case) -> Iterator[str]:
    """00655-003: a worker type that does not exist on the start date [INF]."""
    if not exists(case.period.worker_type, case.period.start_date):
        yield "00655-003"


def go_together(case: Case) -> Iterator[str]:
    """90374-349: committee (or the user's, for agency work) and type do not go together."""
    period, behaviour = case.period, case.world.behaviour
    if period.worker_type not in WORKER_TYPES or period.joint_committee not in COMMITTEES:
        return
    allowed = row(period.worker_type).committees | _allowed_by_switch(case)
    user_fits = not behaviour.user_committee_must_fit or period.sector in allowed | {AGENCY}
    if period.joint_committee not in allowed or (period.sector in COMMITTEES and not user_fits):
        yield "90374-349"


def _allowed_by_switch(case: Case) -> frozenset[str]:
    kind, behaviour = case.period.worker_type, case.world.behaviour
    if kind == "EXT" and behaviour.accept_extra_under_other:
        return frozenset({OTHER})
    if kind == "OTH" and behaviour.accept_ordinary_under_construction:
        return frozenset({CONSTRUCTION})
    return frozenset()


def allowed_for_employer(case: Case) -> Iterator[str]:
    """00655-350: a worker type this employer may not declare (a fact)."""
    if case.period.worker_type in case.world.facts.forbidden_worker_types.get(case.period.employer, ()):
        yield "00655-350"


def not_banned(case: Case) -> Iterator[str]:
    """-450: a worker type that is forbidden for some days which the period touches (a fact)."""
    for ban in case.world.facts.bans:
        touched = case.period.start_date <= ban.last_day and (
            case.period.end_date is None or case.period.end_date >= ban.first_day
        )
        if ban.worker_type == case.period.worker_type and touched:
            yield f"{case.block}-450"


RULES = (committee_exists, worker_type_exists, go_together, allowed_for_employer, not_banned)
