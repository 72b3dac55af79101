"""The invariants that are judged whenever something is written, sent, posted or takes effect."""

import logging
import re
from collections.abc import Iterable, Iterator

from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import ENDED, IllegalMoveError, State, move
from chalicelib.domain.period import Period, PeriodStatus

SSIN = re.compile(r"(?<!\d)\d{11}(?!\d)")


class Violation(AssertionError):  # noqa: N818  (it is what an invariant finds)
    """Something that must always hold does not."""


def hold(condition: object, invariant: str, words: str) -> None:
    """Raise a Violation unless the condition is true."""
    if not condition:
        raise Violation(f"{invariant}: {words}")


def moves_by_the_table(before: Declaration | None, after: Declaration) -> None:
    """3: every new event is a move of the table, the item is the fold over them, versions have no gap."""
    old = before.events if before else ()
    hold(after.events[: len(old)] == old, "3", f"{after.id}: its past was changed")
    state: State | None = before.state if before else None
    for event in after.events[len(old) :]:
        try:
            state = move(state, event.happening)
        except IllegalMoveError as illegal:
            raise Violation(f"3: {after.id}: {illegal}") from illegal
        hold(event.state is state, "3", f"{after.id}: an event with a wrong state")
    hold(after.state is state, "3", f"{after.id}: is {after.state}, its events say {state}")
    version = before.version + 1 if before else 1
    hold(after.version == version, "3", f"{after.id}: version {after.version} after {version - 1}")


def must_follow(
    filed: Declaration, period: Period | None, earlier: Iterable[tuple[Declaration, Period | None]]
) -> frozenset[str]:
    """6: return the unsettled declarations that must take effect before this one.

    Those on the same period; those that change or cancel a period that shares days with this one.
    """
    return frozenset(
        other.id
        for other, others in earlier
        if other.state not in ENDED
        and other.worker_id == filed.worker_id
        and (
            other.period_id in {filed.period_id, getattr(filed.terms, "replaces", None)}
            or _clash(filed, period, other, others)
        )
    )


def _clash(filed: Declaration, period: Period | None, other: Declaration, others: Period | None) -> bool:
    if other.terms.type not in {"cancel", "update"} or period is None or others is None:
        return False
    if PeriodStatus.UNVERIFIED in {period.status, others.status} or filed.terms.type == "cancel":
        return False
    kinds = [(each.worker_type, each.joint_committee, each.user_committee) for each in (period, others)]
    mine = period.expected()
    return kinds[0] == kinds[1] and any(_share(mine, each) for each in _through(others))


def _through(period: Period) -> Iterator[Period]:
    """Yield a period as it stands, and after each change that is on its way."""
    yield period
    for one in period.on_its_way:
        period = period.changed_by(one.terms)
        yield period


def _share(one: Period, other: Period) -> bool:
    starts, ends = (one.start_date, other.start_date), (one.end_date, other.end_date)
    return all(end is None or start <= end for start, end in zip(reversed(starts), ends, strict=True))


def stays_with_its_employer(scope: EmployerScope, ssin: str | None, known: frozenset[str]) -> None:
    """8: an employer's data name nobody but whom it named itself or has a period of."""
    hold(ssin is None or ssin in known, "8", f"{scope.employer} sees a stranger's worker")


def says_no_number(text: str, where: str) -> None:
    """7: no national number where everybody can read."""
    hold(SSIN.search(text) is None, "7", f"a national number in {where}: {text}")


class LogWatch(logging.Handler):
    """7: judges every line that is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        says_no_number(record.getMessage(), "the log")
