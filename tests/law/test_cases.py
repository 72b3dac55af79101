"""Every case of tests/cases, judged by our engine."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain.checks.quotas import QuotaUse
from chalicelib.domain.clock.deadline import Deadline, timeliness
from chalicelib.domain.clock.late_risk import late_risk
from chalicelib.domain.law.quotas import QuotaKind, Unit
from tests.law.cases import LawCase, law_cases, local

CASES = list(law_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_says_what_the_case_expects(case: LawCase) -> None:
    judgement = case.judge()

    assert sorted(each.code for each in judgement.refusals) == sorted(case.expect.get("refused", []))
    assert sorted(each.code for each in judgement.warnings) == sorted(case.expect.get("warned", []))
    if "deadline" in case.expect:
        _check_deadline(judgement.deadline, case.expect["deadline"], case.now)
    if "timeliness" in case.expect:
        judged = timeliness(judgement.deadline, case.now, rsz_says_late=False)
        assert judged == case.expect["timeliness"]
    for kind, expected in case.expect.get("quota", {}).items():
        _check_quota({_name(use): use for use in judgement.quotas}[kind], expected)


def test_there_are_enough_cases_and_each_names_its_source() -> None:
    assert len(CASES) >= 250
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.source for case in CASES)


def _name(use: QuotaUse) -> str:
    """Days of extras are the rule; where hours count too, they are asked for by their own name."""
    hours_of_extras = use.quota.kind is QuotaKind.EXTRA_WORKER and use.quota.unit is Unit.HOURS
    return f"{use.quota.kind.value}{'Hours' if hours_of_extras else ''}"


def _check_deadline(deadline: Deadline, expected: dict[str, Any], now: datetime) -> None:
    assert deadline.at == local(expected["at"])
    assert deadline.rule == expected["rule"]
    assert deadline.assumed == expected.get("assumed", False)
    if "fileBy" in expected:
        assert deadline.advised == local(expected["fileBy"])
    if "minutesLeft" in expected:
        assert late_risk(deadline, None, now).minutes_left == expected["minutesLeft"]
    for source in expected.get("sources", ()):
        assert source in deadline.source


def _check_quota(use: QuotaUse, expected: dict[str, Any]) -> None:
    said = {
        "usedHere": use.used_here,
        "limit": use.quota.limit,
        "reserved": use.reserved,
        "remaining": use.remaining,
        "known": "here" if use.remaining is None else "full",
        "passed": use.passed,
    }
    assert {name: said[name] for name in expected} == expected
