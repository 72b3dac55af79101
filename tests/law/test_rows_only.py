"""A worker type or an amount is added by rows: nothing else changes, and every answer follows."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.late_risk import late_risk
from chalicelib.domain.filing import InTerms, UpdateTerms
from chalicelib.domain.judgement import judge_in, judge_on_period
from chalicelib.domain.law.consequences import (
    CONSEQUENCES,
    Consequence,
    ConsequenceKind,
    Fault,
    consequences_of,
)
from chalicelib.domain.law.quotas import QUOTAS
from chalicelib.domain.law.worker_type import Change, CommitteeRule, FieldRule, Permit, Presence
from chalicelib.domain.law.worker_types import ORDINARY, WORKER_TYPES
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.reference_views import consequence_list
from chalicelib.edge.texts import LANGUAGES, catalogue
from chalicelib.edge.worker_type_views import worker_type_view

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
JAN = WorkerIdentity(ssin="90011599762")
STANDARD = ORDINARY.variants[0]
SCHOOL_YEAR = replace(
    ORDINARY,
    code="ALT",
    valid_from=date(2023, 9, 1),
    committees={"XXX": CommitteeRule(fits=True, certainty=Certainty.OFFICIAL, source="a new row")},
    other_committee=CommitteeRule(fits=False, certainty=Certainty.OFFICIAL, source="a new row"),
    variants=(
        replace(
            STANDARD,
            fields={**STANDARD.fields, "end_date": FieldRule(Presence.REQUIRED, "00911-001", "00911-005")},
            permits={**STANDARD.permits, Change.END_LATER: Permit(allowed=False, code="00911-344")},
            same_quarter=True,
        ),
    ),
)
MORE = {**WORKER_TYPES, "ALT": SCHOOL_YEAR}
TERMS = InTerms(
    worker_type="ALT", joint_committee="XXX", start_date=date(2026, 12, 1), end_date=date(2026, 12, 31)
)


def codes(terms: InTerms, known: Known) -> list[str]:
    return [each.code for each in judge_in(terms, JAN, known).findings]


def test_without_its_row_a_worker_type_is_not_filed() -> None:
    assert codes(TERMS, Known(now=NOW)) == ["00655-003"]


def test_with_its_row_a_worker_type_is_filed_and_its_rules_count() -> None:
    known = Known(now=NOW, worker_types=MORE)

    assert codes(TERMS, known) == []
    assert codes(TERMS.model_copy(update={"end_date": None}), known) == ["00911-001"]
    assert codes(TERMS.model_copy(update={"end_date": date(2027, 1, 8)}), known) == ["90373-421"]
    assert codes(TERMS.model_copy(update={"joint_committee": "140"}), known) == ["90374-349"]
    assert codes(TERMS.model_copy(update={"planned_hours": 8}), known) == ["01135-005"]
    assert codes(TERMS.model_copy(update={"start_date": date(2023, 8, 1)}), known)[0] == "00655-003"


def test_with_its_row_the_changes_of_its_periods_are_judged() -> None:
    period = Period(
        id="per_1",
        status=PeriodStatus.ACTIVE,
        worker_type="ALT",
        joint_committee="XXX",
        start_date=date(2026, 12, 1),
        end_date=date(2026, 12, 18),
    )
    terms = UpdateTerms(end_date=date(2026, 12, 31))
    known = Known(now=NOW, periods=(period,))

    assert judge_on_period(terms, period, known).findings == ()
    judged = judge_on_period(terms, period, replace(known, worker_types=MORE))
    assert [each.code for each in judged.refusals] == ["00911-344"]


def test_a_new_quota_row_counts_from_its_day() -> None:
    student = replace(
        next(row for row in QUOTAS if row.worker_type == "STU"), limit=20, valid_from=date(2027, 1, 1)
    )
    known = Known(now=NOW, quotas=(*QUOTAS, student))
    terms = InTerms(
        worker_type="STU",
        joint_committee="XXX",
        start_date=date(2026, 12, 1),
        end_date=date(2026, 12, 31),
        planned_hours=21,
    )
    next_year = terms.model_copy(update={"start_date": date(2027, 1, 4), "end_date": date(2027, 1, 29)})

    assert codes(terms, known) == []
    assert codes(next_year, known) == ["90017-369"]
    assert [use.quota.limit for use in judge_in(next_year, JAN, known).quotas] == [20]


def test_a_new_amount_is_told_from_its_day() -> None:
    fine = Consequence(
        ConsequenceKind.SOLIDARITY_CONTRIBUTION,
        (Fault.MISSING, Fault.LATE),
        date(2026, 1, 1),
        "a new row",
        minimum=Decimal("3600.00"),
        worker_types=("OTH",),
    )
    rows = (*CONSEQUENCES, fine)
    deadline = judge_in(TERMS, JAN, Known(now=NOW, worker_types=MORE)).deadline

    assert fine in consequences_of(date(2026, 6, 1), Fault.MISSING, "OTH", rows)
    assert fine not in consequences_of(date(2025, 6, 1), Fault.MISSING, "OTH", rows)
    assert fine not in consequences_of(date(2026, 6, 1), Fault.MISSING, "STU", rows)
    assert fine in late_risk(deadline, "OTH", NOW, rows).consequences
    assert fine not in late_risk(deadline, "OTH", NOW).consequences


@pytest.mark.parametrize(
    ("committee", "lost"), [("302", True), ("144", True), ("145", True), ("320", False), (None, True)]
)
def test_only_extras_of_a_sector_with_a_lump_lose_it(committee: str | None, lost: bool) -> None:  # noqa: FBT001
    rows = consequences_of(date(2026, 6, 1), Fault.LATE, "EXT", committee=committee)

    assert (ConsequenceKind.LUMP_LOST in [row.kind for row in rows]) is lost


def test_the_reference_answers_follow_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"workerType.ALT.name": "Dual learning", "workerType.ALT.explanation": "At school and at work."}
    for language in LANGUAGES:
        for key, words in names.items():
            monkeypatch.setitem(catalogue(language), key, words)
    fine = replace(CONSEQUENCES[0], valid_from=date(2026, 1, 1), minimum=Decimal("3600.00"))

    shown = worker_type_view(SCHOOL_YEAR, "fr")
    told = consequence_list([fine], date(2026, 6, 1), "de")

    assert (shown.code, shown.name) == ("ALT", "Dual learning")
    assert shown.variants[0].fields["endDate"].presence == "required"
    assert not shown.variants[0].operations["endLater"].allowed
    assert [fit.number for fit in shown.committees if fit.fits] == ["XXX"]
    assert told.items[0].min == 3600
