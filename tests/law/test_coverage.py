"""What the cases must show, as lists; what is covered is read from the cases themselves."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from chalicelib.domain import checks
from chalicelib.domain.clock.rules import CLOCK_RULES
from chalicelib.domain.law.anomalies import anomaly
from chalicelib.domain.law.quotas import QUOTAS
from chalicelib.domain.law.worker_type import Presence, Variant
from chalicelib.domain.law.worker_types import WORKER_TYPES
from tests.law.cases import LawCase, law_cases

CASES = list(law_cases())

GROUPS: Final = (
    "OTH", "BCW", "STU", "EXT hours", "EXT day lump", "EXT 144", "EXT 145", "EXT 320",
    "FLX day", "FLX period", "IVT", "TRI", "STG", "agency",
)  # fmt: skip
"""The worker groups: the rows of the matrix, and agency work."""
FIELDS: Final = (
    "endDate", "startHour", "endHour", "plannedHours", "ssin",
    "placeOfWork", "smallStatutes", "controlCards", "usingEmployer",
)  # fmt: skip
"""Columns of the matrix; the committees have a column of their own."""
COMMITTEES: Final = ("124", "140", "144", "145", "149", "302", "320", "322", "XXX")
OPERATIONS: Final = (
    "in", "out", "startEarlier", "startLater", "endEarlier", "endLater", "removeEnd",
    "hours", "plannedHours", "cancel",
)  # fmt: skip
"""What can be done; the end of an open period is a row of its own (00913-359)."""
LAST_DAYS: Final = (
    "2026-03-25", "2026-03-27", "2026-04-02", "2026-04-03", "2026-04-30", "2026-05-13", "2026-05-22",
    "2026-07-20", "2026-08-14", "2026-10-31", "2026-11-10", "2026-12-24", "2026-12-31",
)  # fmt: skip
"""The worked examples of the first working day."""
PLANNED_ENDS: Final = (
    "2026-06-13 14:00", "2026-06-13 19:59", "2026-06-13 20:00", "2026-06-13 23:00", "2026-06-14 02:00",
)  # fmt: skip
"""The worked examples of the end of a shift."""
FLEXI_QUARTERS: Final = ("2026-07-01", "2026-10-01", "2027-01-01")
ONLY_THE_RSZ: Final = {
    "90017-151": "whether it can identify a person",
    "00024-348": "the register of persons",
    "00025-348": "the register of persons",
    "00026-348": "the register of persons",
    "00913-354": "a period that is in nobody's register is held until the RSZ tells whose it is",
    "90256-155": "mandates",
    "90256-364": "an employer here always has an enterprise number",
}
"""Codes with a remedy that no rule can know beforehand, and why."""
REMEDIES: Final = (
    "90373-333", "90373-334", "90374-349", "90017-363", "90017-151", "00024-348", "00025-348", "00026-348",
    "00028-348", "00029-348", "90017-369", "90017-510", "00910-344", "00911-344", "00910-459", "00911-001",
    "00913-354", "00913-355", "00913-356", "00913-359", "90378-444", "90373-460", "90378-460", "90256-155",
    "90256-364",
)  # fmt: skip
"""The codes about which people are told what to do."""


def _occupation(case: LawCase) -> Mapping[str, Any]:
    if case.when["type"] == "in":
        return case.when
    return next(each for each in case.given["periods"] if each["id"] == case.when["period"])


def _group(case: LawCase) -> str:
    of = _occupation(case)
    kind, committee = of.get("workerType", ""), of.get("jointCommittee")
    if committee == "322":
        return "agency"
    if kind == "EXT" and committee == "302":
        return "EXT day lump" if of.get("lump") == "day" else "EXT hours"
    if kind == "EXT":
        return f"EXT {committee}"
    if kind == "FLX":
        return "FLX day" if _is_a_day(case, of) else "FLX period"
    return str(kind)


def _is_a_day(case: LawCase, of: Mapping[str, Any]) -> bool:
    """What stands is what it was filed as: with hours or without."""
    end, hours = of.get("endDate"), bool(of.get("startHour") or of.get("endHour"))
    if case.when["type"] != "in":
        return hours
    night = end is None or end <= of["startDate"] + timedelta(days=1)
    return bool(end == of["startDate"] or (night and hours))


def _operations(case: LawCase) -> Iterator[str]:
    """What a case does; several things at once show none of them alone, but count as well."""
    if case.when["type"] != "update":
        yield case.when["type"]
        return
    when, before = case.when, _occupation(case)
    if when.get("startDate"):
        yield "startEarlier" if when["startDate"] < before["startDate"] else "startLater"
    if isinstance(when.get("endDate"), date) and before.get("endDate"):
        yield "endEarlier" if when["endDate"] < before["endDate"] else "endLater"
    if when.get("endDate") == "none" and before.get("endDate"):
        yield "removeEnd"
    if "startHour" in when or "endHour" in when:
        yield "hours"
    if "plannedHours" in when:
        yield "plannedHours"


def _given(case: LawCase, field: str) -> bool:
    return field in (case.when["worker"] if field == "ssin" else case.when)


def _expected_codes(case: LawCase) -> set[str]:
    return {*case.expect.get("refused", ()), *case.expect.get("warned", ())}


DONE = {(_group(case), what) for case in CASES for what in _operations(case)}
HIRED = {
    (_group(case), field, _given(case, field))
    for case in CASES
    if case.when["type"] == "in"
    for field in FIELDS
}
PAIRED = {
    (case.when.get("workerType"), case.when.get("jointCommittee"))
    for case in CASES
    if case.when["type"] == "in"
}
SHOWN = {code for case in CASES for code in _expected_codes(case)}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("what", OPERATIONS)
def test_every_group_with_every_operation(group: str, what: str) -> None:
    assert (group, what) in DONE


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("field", FIELDS)
def test_every_cell_of_the_matrix_with_and_without_the_field(group: str, field: str) -> None:
    assert (group, field, True) in HIRED
    assert (group, field, False) in HIRED


@pytest.mark.parametrize("kind", WORKER_TYPES)
@pytest.mark.parametrize("committee", COMMITTEES)
def test_every_worker_type_with_every_committee(kind: str, committee: str) -> None:
    assert (kind, committee) in PAIRED


NO_DECLARATION = {"in.earliest", "contest.fiveWorkingDays"}
"""Rules after which no declaration is late; they have tests of their own."""


@pytest.mark.parametrize("rule", [rule.id for rule in CLOCK_RULES if rule.id not in NO_DECLARATION])
def test_every_rule_of_the_clock_in_time_and_too_late(rule: str) -> None:
    judged = [(case.judge().deadline.rule, case.expect["timeliness"]) for case in CASES if _is_timed(case)]
    named = [case.expect["deadline"]["rule"] for case in CASES if "deadline" in case.expect]

    assert rule in named
    assert {(rule, "onTime"), (rule, "late")} <= set(judged)


def _is_timed(case: LawCase) -> bool:
    return "timeliness" in case.expect


@pytest.mark.parametrize("last_day", LAST_DAYS)
@pytest.mark.parametrize("reading", ["monFri", "monSat"])
@pytest.mark.parametrize("kind", ["out", "update"])
def test_every_worked_example_of_a_working_day(last_day: str, reading: str, kind: str) -> None:
    assert any(
        case.when["type"] == kind
        and str(case.when.get("endDate")) == last_day
        and case.given.get("workingDays") == reading
        and "deadline" in case.expect
        for case in CASES
    )


@pytest.mark.parametrize("planned", PLANNED_ENDS)
@pytest.mark.parametrize("kind", ["EXT", "FLX"])
@pytest.mark.parametrize("longer", [True, False])
@pytest.mark.parametrize("timeliness", ["onTime", "late"])
def test_every_worked_example_of_a_shift(planned: str, kind: str, longer: bool, timeliness: str) -> None:  # noqa: FBT001
    found = [
        case
        for case in CASES
        if "endHour" in case.when
        and case.when["type"] == "update"
        and _occupation(case)["workerType"] == kind
        and f"{_occupation(case).get('endDate')} {_occupation(case).get('endHour')}" == planned
        and case.expect.get("timeliness") == timeliness
        and (case.when["endHour"] > planned[-5:]) is longer
    ]
    assert found


@pytest.mark.parametrize("first_day", FLEXI_QUARTERS)
def test_the_window_of_flexi_jobs_opens_on_a_day_and_not_before(first_day: str) -> None:
    said = {
        "own.flexiWindow" in _expected_codes(case)
        for case in CASES
        if case.when.get("workerType") == "FLX" and str(case.when["startDate"]) == first_day
    }
    assert said == {True, False}


@pytest.mark.parametrize("code", REMEDIES)
def test_every_code_with_a_remedy_is_shown_or_only_the_rsz_can_know_it(code: str) -> None:
    assert anomaly(code) is not None
    assert (code in SHOWN) != (code in ONLY_THE_RSZ)


def test_every_code_the_engine_can_say_is_shown() -> None:
    assert _in_rules() | _in_tables() == SHOWN


def test_every_code_of_the_rsz_that_is_said_exists() -> None:
    assert [code for code in SHOWN if not code.startswith("own.") and anomaly(code) is None] == []


_CODE = re.compile(r"\d{5}-\d{3}|own\.\w+")
_BLOCKS = ("90373", "90378")


def _in_rules() -> set[str]:
    """Every code written in a rule; `{case.block}-421` is one of an IN and one of an UPDATE."""
    found: set[str] = set()
    for path in Path(str(checks.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= _codes(node)
    return found


def _codes(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        return {node.value}
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant):
        tail = str(node.values[-1].value)
        return {f"{block}{tail}" for block in _BLOCKS if _CODE.fullmatch(f"{block}{tail}")}
    return set()


def _in_tables() -> set[str]:
    variants = [variant for kind in WORKER_TYPES.values() for variant in kind.variants]
    of_types = {code for variant in variants for code in (*_of_fields(variant), *_of_permits(variant))}
    return of_types | {quota.code for quota in QUOTAS}


def _of_fields(variant: Variant) -> Iterator[str]:
    for rule in variant.fields.values():
        if rule.presence is Presence.REQUIRED:
            yield rule.missing
        elif rule.presence is Presence.FORBIDDEN:
            yield rule.excess


def _of_permits(variant: Variant) -> Iterator[str]:
    for permit in (variant.update, *variant.permits.values()):
        if permit.code is not None and not permit.allowed:
            yield permit.code
