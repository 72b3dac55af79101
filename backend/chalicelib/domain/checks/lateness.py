"""The clock as warnings: 90373-460 and 90378-460 where the RSZ has a code, own.late where it has none."""

from collections.abc import Iterator

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring, Result
from chalicelib.domain.finding import Finding, finding

_WITH_460 = frozenset({"90373", "90378"})


def late(case: Result) -> Iterator[Finding]:
    """460: the last good instant has passed under every reading. OUT and CANCEL have no 460 of their own."""
    now = case.known.now
    if now <= case.deadline.at or not case.deadline.passed_for_sure(now):
        return
    code = f"{case.block}-460" if case.block in _WITH_460 else "own.late"
    at = case.deadline.at.strftime("%Y-%m-%d" if case.deadline.assumed else "%Y-%m-%d %H:%M")
    yield finding(code, "startDate" if code == "90373-460" else "period", Certainty.INFERRED, at=at)


def assumed_start(case: Hiring) -> Iterator[Finding]:
    """own.assumedStart: work starts today, and nobody said at what hour, so the clock is a guess."""
    if case.deadline.assumed and case.deadline.at.date() == case.today:
        yield finding("own.assumedStart", "workStartsAt", Certainty.UNCERTAIN)


RULES = (late,)
IN_RULES = (assumed_start,)
