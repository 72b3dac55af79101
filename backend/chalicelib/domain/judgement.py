"""One rule engine that answers before anything is filed: findings, deadline, quotas.

It is total: any declaration of the right shape gets an answer, never an exception. What refuses is
certain; the rest are warnings.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.checks import (
    changes,
    closing,
    committees,
    crossing,
    dates,
    fields,
    identity,
    lateness,
    sequence,
    standing,
)
from chalicelib.domain.checks.case import Cancelling, Changing, Closing, Hiring, Known, Result
from chalicelib.domain.checks.quotas import QuotaUse, quota_uses, quotas_passed
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.filing import CancelTerms, InTerms, OutTerms, UpdateTerms
from chalicelib.domain.finding import Finding
from chalicelib.domain.period import Period
from chalicelib.domain.worker import WorkerIdentity

Rule = Callable[[Any], Iterator[Finding]]

IN_RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *committees.RULES,
    *fields.RULES,
    *dates.RULES,
    *dates.IN_RULES,
    *crossing.RULES,
    *sequence.RULES,
    *sequence.IN_RULES,
    *lateness.RULES,
    *lateness.IN_RULES,
)
UPDATE_RULES: tuple[Rule, ...] = (
    *standing.RULES,
    *changes.RULES,
    *dates.RULES,
    *crossing.RULES,
    *sequence.RULES,
    *lateness.RULES,
)
OUT_RULES: tuple[Rule, ...] = (
    *standing.RULES,
    *closing.OUT_RULES,
    dates.end_date_is_possible,
    dates.end_is_not_before_start,
    dates.period_lasts_longer_than_its_first_day,
    *lateness.RULES,
)
CANCEL_RULES: tuple[Rule, ...] = (*standing.RULES, *closing.CANCEL_RULES, *lateness.RULES)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the engine has to say of one declaration. An OUT or CANCEL draws on no quota."""

    findings: tuple[Finding, ...]
    deadline: Deadline
    quotas: tuple[QuotaUse, ...] = ()

    @property
    def refusals(self) -> list[Finding]:
        """What certain rules forbid: then nothing is stored or sent."""
        return [each for each in self.findings if each.refuses]

    @property
    def warnings(self) -> list[Finding]:
        """What is uncertain or only risky: it is sent all the same."""
        return [each for each in self.findings if not each.refuses]


def judge_in(terms: InTerms, worker: WorkerIdentity, known: Known, replaced: str | None = None) -> Judgement:
    """Judge an IN. ``replaced`` is the period that is cancelled first, as one intention."""
    deadline = deadline_of(terms, None, known.now, known.readings)
    case = Hiring(
        occupation=terms,
        block="90373",
        own=replaced,
        deadline=deadline,
        known=known,
        terms=terms,
        worker=worker,
    )
    uses = quota_uses(case)
    return _judged(case, IN_RULES, uses, quotas_passed(case, uses))


def judge_on_period(terms: OutTerms | UpdateTerms | CancelTerms, period: Period, known: Known) -> Judgement:
    """Judge an OUT, UPDATE or CANCEL on a period, as that is expected to stand when its turn comes."""
    before = period.expected() if period.on_its_way else period
    deadline = deadline_of(terms, before, known.now, known.readings)
    match terms:
        case OutTerms():
            return _judge_out(terms, before, deadline, known)
        case UpdateTerms():
            return _judge_update(terms, before, deadline, known)
        case CancelTerms():
            return _judge_cancel(terms, before, deadline, known)


def _judge_out(terms: OutTerms, before: Period, deadline: Deadline, known: Known) -> Judgement:
    case = Closing(
        occupation=before.changed_by(terms),
        block="00913",
        own=before.id,
        deadline=deadline,
        known=known,
        before=before,
        terms=terms,
    )
    return _judged(case, OUT_RULES)


def _judge_update(terms: UpdateTerms, before: Period, deadline: Deadline, known: Known) -> Judgement:
    case = Changing(
        occupation=before.changed_by(terms),
        block="90378",
        own=before.id,
        deadline=deadline,
        known=known,
        before=before,
        terms=terms,
    )
    uses = quota_uses(case)
    return _judged(case, UPDATE_RULES, uses, quotas_passed(case, uses))


def _judge_cancel(terms: CancelTerms, before: Period, deadline: Deadline, known: Known) -> Judgement:
    case = Cancelling(
        occupation=before,
        block="00913",
        own=before.id,
        deadline=deadline,
        known=known,
        before=before,
        terms=terms,
    )
    return _judged(case, CANCEL_RULES)


def _judged(
    case: Result,
    rules: Sequence[Rule],
    uses: tuple[QuotaUse, ...] = (),
    passed: Iterable[Finding] = (),
) -> Judgement:
    found = [each for rule in rules for each in rule(case)]
    found.extend(passed)
    off = case.known.readings.switched_off
    shown = [each for each in found if each.refuses or each.code not in off] if off else found
    return Judgement(tuple(shown), case.deadline, uses)
