"""Joint committee, worker type and user of agency work."""

from collections.abc import Iterator

from infra.rsz_simulator.numbers import is_enterprise_number
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import COMMITTEES, row

_AGENCY = "322"


def committee_exists(case: Case) -> Iterator[str]:
    """00046-003: a committee outside the list."""
    if case.period.joint_committee not in COMMITTEES:
        yield "00046-003"


def worker_type_exists(case: Case) -> Iterator[str]:
    """00655-003: a worker type that does not exist or has ended."""
    if row(case.period.worker_type) is None:
        yield "00655-003"


def go_together(case: Case) -> Iterator[str]:
    """90374-349: committee (or the user's, for agency work) and type do not go together.

    The user of agency work may not be an agency itself; no code is known for that, 349 is our guess [INF].
    """
    kind = row(case.period.worker_type)
    if kind is None or case.period.joint_committee not in COMMITTEES:
        return
    extra_under_other = case.world.behaviour.accept_extra_under_other and case.period.worker_type == "EXT"
    allowed = kind.committees | ({"XXX"} if extra_under_other else frozenset())
    fits = {case.period.joint_committee, case.period.sector} <= allowed
    if not fits or case.period.user_committee == _AGENCY:
        yield "90374-349"


def user_of_agency_work(case: Case) -> Iterator[str]:
    """90107-351 and -352, 00131: the user is told for agency work, by number or by name, and only then."""
    user = case.period.features.get("usingEmployer")
    if case.period.joint_committee != _AGENCY:
        if user is not None:
            yield "00131-005"
        return
    number, name = (user or {}).get("enterpriseNumber"), (user or {}).get("name")
    if number is None and name is None:
        yield "90107-351"
    if number is not None and name is not None:
        yield "90107-352"
    if number is not None and not is_enterprise_number(number):
        yield "00131-003"


RULES = (committee_exists, worker_type_exists, go_together, user_of_agency_work)
