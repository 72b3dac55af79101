"""Reads tests/cases/*.yaml. A case is ``given / when / expect / source``; a group holds what its cases share.

    given:   what stands when the filing comes in. `now` (local), `periods` of this worker with this employer
             (id, workerType, jointCommittee, startDate … plus `pending: true`, `cancelled: true`,
             `refused: true`, and `onItsWay`: filings not settled yet), `shifts` (one period every so many
             days: `every`, `from`, `count` and what they share), `extraDays` (others' days as extras in
             horeca), `sharedBalance`, `workingDays` (monSat or monFri), `rulesOff`.
    when:    the body of POST /v1/declarations, without `employer`; `period` names one of the given ones.
    expect:  `refused` and `warned` codes (nothing listed means none), and where it matters `deadline` (at,
             rule, assumed, fileBy, minutesLeft, sources), `timeliness` of a filing at `now`, `quota`
             (kind: {usedHere, limit, …}).

A case's own fields win over the group's, one by one; a field set to null is left out; `endDate: none` in a
change takes the end date away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import Filing, InFiling, SharedBalance
from chalicelib.domain.judgement import Judgement, judge_in, judge_on_period
from chalicelib.domain.period import OnItsWay, Period, PeriodStatus
from chalicelib.domain.readings import Readings
from chalicelib.domain.worker import WorkerIdentity

FOLDER = Path(__file__).parents[1] / "cases"
NOW = "2026-11-24T12:00"
_FILING: TypeAdapter[Filing] = TypeAdapter(Filing)


@dataclass(frozen=True)
class LawCase:
    """One case, with what its group shares filled in."""

    name: str
    given: Mapping[str, Any]
    when: Mapping[str, Any]
    expect: Mapping[str, Any]
    source: str

    @property
    def now(self) -> datetime:
        """The moment of the filing."""
        return local(self.given.get("now", NOW))

    def judge(self) -> Judgement:
        """What our engine says."""
        filing, known = self.filing(), self.known()
        if isinstance(filing, InFiling):
            worker = WorkerIdentity.model_validate(filing.worker.model_dump(exclude={"id"}))
            return judge_in(filing.terms(), worker, known, filing.replaces)
        period = next(each for each in known.periods if each.id == filing.period)
        return judge_on_period(filing.terms(), period, known)

    def filing(self) -> Filing:
        """What is filed."""
        return _FILING.validate_python(_body(self.when), by_alias=True, by_name=False)

    def known(self) -> Known:
        """What stands when the filing comes in."""
        given = self.given
        balance = given.get("sharedBalance")
        return Known(
            now=self.now,
            periods=tuple(
                _period(each) for each in (*given.get("periods", ()), *_shifts(given.get("shifts")))
            ),
            extra_days=frozenset(_days(given.get("extraDays", ()))),
            balance=SharedBalance.model_validate(balance) if balance else None,
            readings=Readings(
                working_days=WorkingDays(given.get("workingDays", "monSat")),
                switched_off=frozenset(given.get("rulesOff", ())),
            ),
        )


def law_cases() -> Iterator[LawCase]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for group, shared in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for case in shared["cases"]:
                yield LawCase(
                    name=f"{path.stem} | {group} | {case['what']}",
                    given=_filled(shared.get("given"), case.get("given")),
                    when=_filled(shared.get("when"), case.get("when")),
                    expect=_filled(shared.get("expect"), case.get("expect")),
                    source=case.get("source") or shared["source"],
                )


def _shifts(written: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Shifts of one day each, as periods per_s0, per_s1 …"""
    if written is None:
        return
    shared = {name: value for name, value in written.items() if name not in {"every", "from", "count"}}
    for number in range(written["count"]):
        day = written["from"] + timedelta(days=number * written["every"])
        yield {"id": f"per_s{number}", **shared, "startDate": day, "endDate": day}


def local(text: str) -> datetime:
    """A local moment in Brussels."""
    return datetime.fromisoformat(str(text)).replace(tzinfo=BRUSSELS)


def _filled(shared: Mapping[str, Any] | None, own: Mapping[str, Any] | None) -> dict[str, Any]:
    """The case's own fields over the group's."""
    both = {**(shared or {}), **(own or {})}
    return {name: value for name, value in both.items() if value is not None}


def _body(written: Mapping[str, Any]) -> dict[str, Any]:
    """The body as it comes over HTTP: `none` is a real null there, a null of YAML is left out."""
    return {
        name: _body(value) if isinstance(value, Mapping) else None if value == "none" else value
        for name, value in written.items()
        if value is not None
    }


def _days(written: Any) -> Iterator[date]:
    """Days as a list; `{from, count}` stands for that many days in a row."""
    for each in written:
        if isinstance(each, Mapping):
            first = each["from"].toordinal()
            yield from (date.fromordinal(first + number) for number in range(each["count"]))
        else:
            yield each


def _period(written: Mapping[str, Any]) -> Period:
    """A standing period, unless it is said to be pending, cancelled or refused."""
    fields = {
        name: value
        for name, value in written.items()
        if name not in {"pending", "cancelled", "refused", "onItsWay"}
    }
    status = PeriodStatus.ACTIVE
    for word, other in (
        ("pending", PeriodStatus.PENDING),
        ("cancelled", PeriodStatus.CANCELLED),
        ("refused", PeriodStatus.NOT_CREATED),
    ):
        if written.get(word):
            status = other
    period = Period.model_validate(
        {"rszNumber": "900000000116", **fields, "status": status}, by_alias=True, by_name=False
    )
    for number, body in enumerate(written.get("onItsWay", ())):
        terms = _FILING.validate_python(
            {"period": period.id, **_body(body)}, by_alias=True, by_name=False
        ).terms()
        period = period.with_(OnItsWay(declaration_id=f"dec_{number}", terms=terms))
    return period
