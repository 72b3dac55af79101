"""The forms drawn from the table ask for what the engine wants, and offer what it allows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.domain.checks.case import Known
from chalicelib.domain.filing import NO_END, InTerms, OutTerms, UpdateTerms
from chalicelib.domain.finding import Finding
from chalicelib.domain.judgement import judge_in, judge_on_period
from chalicelib.domain.law.form import FormField, form_fields, operations
from chalicelib.domain.law.worker_type import Change, Presence, Variant, WorkerType
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.period import Period, PeriodStatus, period_of
from chalicelib.domain.worker import WorkerIdentity

KNOWN = Known(now=datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
ADDRESS = {
    "street": "Dorpsstraat",
    "houseNumber": "1",
    "postCode": "1000",
    "municipality": {"name": "Brussel"},
}
VALUES: dict[str, Any] = {
    "start_date": date(2026, 12, 10),
    "end_date": date(2026, 12, 20),
    "start_hour": "20:00",
    "end_hour": "23:00",
    "planned_hours": 24,
    "place_of_work": {"name": "Filiaal", "address": ADDRESS},
    "small_statutes": {"employmentNature": "WORKER", "workerStatus": "F1"},
    "control_cards": {"firstMonth": "100000000001", "nextMonth": "100000000002"},
    "work_starts_at": datetime(2026, 12, 10, 8),  # noqa: DTZ001 - local on purpose
    "using_employer": {"enterpriseNumber": "0999999823", "jointCommittee": "302"},
}
PERSON: dict[str, Any] = {
    "familyName": "Voorbeeld", "givenName": "Alma", "birthDate": "1988-11-23", "placeOfBirth": "Lille",
    "countryOfBirth": 111, "nationality": 111, "gender": 2, "address": ADDRESS,
}  # fmt: skip
SSIN = "88112399843"
FORMS = [
    pytest.param(kind, variant, committee, id=f"{kind.code} {variant.code} {committee}")
    for kind in WORKER_TYPES.values()
    for variant in kind.variants
    for committee, rule in kind.committees.items()
    if rule.fits and not (variant.code == "dayLump" and committee not in {"302", "322"})
]
CHANGES = [
    pytest.param(kind, variant, change, id=f"{kind.code} {variant.code} {change.value}")
    for kind in WORKER_TYPES.values()
    for variant in kind.variants
    for change in Change
]


def presence(field: FormField, committee: str) -> Presence:
    return field.in_committees.get(committee, field.presence)


def value(name: str, kind: WorkerType, variant: Variant) -> Any:
    if name == "lump":
        return "day" if variant.code == "dayLump" else "hours"
    if name == "using_employer":
        return {**VALUES[name], "jointCommittee": {"EXT": "302", "BCW": "124"}.get(kind.code, "XXX")}
    if name == "end_date" and (variant.by_hours or variant.same_day):
        return VALUES["start_date"]
    return VALUES[name]


def filled(kind: WorkerType, variant: Variant, committee: str) -> dict[str, Any]:
    """The form with everything that is required, the lump where the user's committee decides it, and cards.

    Under 124 it leaves the cards open, for it is uncertain of whom they are required: without them it warns.
    """
    given = {"ssin": SSIN, "worker_type": kind.code, "joint_committee": committee}
    for name, field in form_fields(kind, variant).items():
        wanted = presence(field, committee) is Presence.REQUIRED or (name, committee) == ("lump", "322")
        wanted = wanted or _cards_may_be_due(name, field, committee)
        if wanted and name not in given and (name != "lump" or kind.code == "EXT"):
            given[name] = value(name, kind, variant)
    return given


def _cards_may_be_due(name: str, field: FormField, committee: str) -> bool:
    return (name, committee, presence(field, committee)) == ("control_cards", "124", Presence.OPTIONAL)


def judged(form: Mapping[str, Any]) -> tuple[Finding, ...]:
    terms = {name: each for name, each in form.items() if name != "ssin"}
    who = {"ssin": form["ssin"]} if form.get("ssin") else PERSON
    return judge_in(InTerms.model_validate(terms), WorkerIdentity.model_validate(who), KNOWN).findings


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {each.code for each in findings}


@pytest.mark.parametrize(("kind", "variant", "committee"), FORMS)
def test_what_the_form_asks_is_enough(kind: WorkerType, variant: Variant, committee: str) -> None:
    assert judged(filled(kind, variant, committee)) == ()


@pytest.mark.parametrize(("kind", "variant", "committee"), FORMS)
def test_what_the_form_requires_is_missed(kind: WorkerType, variant: Variant, committee: str) -> None:
    form = filled(kind, variant, committee)
    for name, field in form_fields(kind, variant).items():
        if presence(field, committee) is not Presence.REQUIRED or name in {"joint_committee", "start_date"}:
            continue  # without these two there is no IN at all
        found = judged({each: given for each, given in form.items() if each != name})
        assert found, name
        assert any(each.refuses for each in found) is field.certainty.refuses, name


@pytest.mark.parametrize(("kind", "variant", "committee"), FORMS)
def test_what_the_form_forbids_is_refused(kind: WorkerType, variant: Variant, committee: str) -> None:
    form = filled(kind, variant, committee)
    for name, field in form_fields(kind, variant).items():
        if presence(field, committee) is Presence.FORBIDDEN:
            found = judged({**form, name: value(name, kind, variant)})
            assert found, name
            assert any(each.refuses for each in found) is field.certainty.refuses, name


@pytest.mark.parametrize(("kind", "variant", "committee"), FORMS)
def test_what_the_form_leaves_open_may_be_given(kind: WorkerType, variant: Variant, committee: str) -> None:
    form = filled(kind, variant, committee)
    for name, field in form_fields(kind, variant).items():
        if presence(field, committee) is not Presence.OPTIONAL or name in {"ssin", "lump"}:
            continue
        more = {name: value(name, kind, variant)}
        if (name, committee) == ("control_cards", "322"):
            more["using_employer"] = {**VALUES["using_employer"], "jointCommittee": "124"}
        assert judged({**form, **more}) == (), name


@pytest.mark.parametrize("code", ["STU", "IVT", "TRI", "STG"])
def test_without_cards_under_124_it_only_warns_and_the_form_leaves_them_open(code: str) -> None:
    kind = WORKER_TYPES[code]
    (variant,) = kind.variants
    form = {name: each for name, each in filled(kind, variant, "124").items() if name != "control_cards"}

    assert presence(form_fields(kind, variant)["control_cards"], "124") is Presence.OPTIONAL
    assert [(each.code, each.refuses) for each in judged(form)] == [("00663-001", False)]


def period(kind: WorkerType, variant: Variant, change: Change) -> Period:
    """A period of the variant that stands: open where it may be and is closed, over midnight to shorten."""
    committee = next(number for number, rule in kind.committees.items() if rule.fits and number != "322")
    if kind.code == "EXT":
        committee = "302"
    form = {name: each for name, each in filled(kind, variant, committee).items() if name != "ssin"}
    if change is Change.OUT and operations(variant)[Change.OUT].allowed:
        form.pop("end_date", None)
    else:
        form.setdefault("end_date", VALUES["end_date"])
    if variant.by_hours and not variant.same_day and change is Change.END_EARLIER:
        form["end_date"] = date(2026, 12, 11)
        form["end_hour"] = "05:00"
    made = period_of(InTerms.model_validate(form), "per_1", "dec_1", date(2026, 11, 1))
    return made.model_copy(
        update={"status": PeriodStatus.ACTIVE, "on_its_way": (), "rsz_number": "900000000116"}
    )


UPDATES: dict[Change, dict[str, Any]] = {
    Change.START_EARLIER: {"start_date": date(2026, 12, 9)},
    Change.START_LATER: {"start_date": date(2026, 12, 11)},
    Change.END_EARLIER: {"end_date": date(2026, 12, 19)},
    Change.END_LATER: {"end_date": date(2026, 12, 22)},
    Change.REMOVE_END: {"end_date": NO_END},
    Change.START_HOUR: {"start_hour": "19:00"},
    Change.END_HOUR: {"end_hour": "22:00"},
    Change.PLANNED_HOURS: {"planned_hours": 30},
}
BY_HOURS: dict[Change, dict[str, Any]] = {
    Change.START_EARLIER: {"start_date": date(2026, 12, 9), "start_hour": "23:30"},
    Change.END_EARLIER: {"end_date": date(2026, 12, 10), "end_hour": "23:00"},
    Change.END_LATER: {"end_date": date(2026, 12, 11), "end_hour": "05:00"},
}
DAY_LUMP: dict[Change, dict[str, Any]] = {
    Change.END_EARLIER: {"end_date": date(2026, 12, 9)},
    Change.END_LATER: {"end_date": date(2026, 12, 11)},
}


def terms(variant: Variant, change: Change) -> Any:
    if change is Change.OUT:
        return OutTerms(end_date=date(2026, 12, 31))
    special = DAY_LUMP if variant.same_day else BY_HOURS if variant.by_hours else {}
    return UpdateTerms(**special.get(change, UPDATES[change]))


@pytest.mark.parametrize(("kind", "variant", "change"), CHANGES)
def test_what_may_be_done_with_a_period_is_what_the_engine_lets_pass(
    kind: WorkerType, variant: Variant, change: Change
) -> None:
    if change is Change.CANCEL:
        assert operations(variant)[change].allowed
        return
    permit = operations(variant)[change]
    standing = period(kind, variant, change)
    known = replace(KNOWN, periods=(standing,))
    found = judge_on_period(terms(variant, change), standing, known).findings
    if permit.allowed:
        assert [each.code for each in found if each.refuses] == []
    else:
        said = [each for each in found if each.code == permit.code]
        assert said, codes(found)
        assert said[0].refuses is permit.certainty.refuses
