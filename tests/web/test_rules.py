"""What the pages decide by themselves: a form's terms, who works today, what is told of a declaration."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from dimona_web.api.errors import ApiError
from dimona_web.api.shapes import Declaration, Event
from dimona_web.i18n.catalogue import languages, text
from dimona_web.pages.declaration.state import seconds_until
from dimona_web.pages.declaration.story import HAPPENINGS, story
from dimona_web.pages.declare.check import told_deadline, told_terms
from dimona_web.pages.declare.new_worker import read_worker
from dimona_web.pages.declare.terms import as_form
from dimona_web.pages.declare.terms_rules import Terms, read_terms
from dimona_web.pages.declare.who import national_number
from dimona_web.pages.home import by_deadline, is_due, is_open_contract, went_wrong, works_on
from dimona_web.pages.rows import row
from dimona_web.platform.notice import _KINDS, NOTICES
from dimona_web.ui.icons import TONES
from dimona_web.ui.status import STATUSES, status_of
from tests.web.stand_in import NOW

TODAY = date(2026, 12, 1)
STUDENT = {
    "worker_type": "STU",
    "start": "tomorrow",
    "end_date": "2026-12-31",
    "planned_hours": "96",
    "committee": "XXX",
}


def _declaration(**changes: Any) -> Declaration:
    known = {
        "id": "dec_1",
        "state": "accepted",
        "workerType": "OTH",
        "worker": {"id": "wrk_1", "name": "Lou Voorbeeld", "ssin": "07.02.28-***.**"},
        "startDate": "2026-12-01",
    }
    return Declaration.of(known | changes)


def test_a_student_as_the_form_has_it_and_as_it_is_filed() -> None:
    terms = read_terms(STUDENT, TODAY)
    assert isinstance(terms, Terms)
    assert terms.filing("wrk_1") == {
        "type": "in",
        "worker": {"id": "wrk_1"},
        "workerType": "STU",
        "jointCommittee": "XXX",
        "startDate": "2026-12-02",
        "endDate": "2026-12-31",
        "plannedHours": 96,
    }


@pytest.mark.parametrize(
    ("form", "terms"),
    [
        (
            {"worker_type": "OTH", "start": "today", "works_start": "17:30", "planned_hours": "12"},
            Terms("OTH", TODAY, "17:30", None, None, "XXX"),
        ),
        (
            {"worker_type": "OTH", "start": "tomorrow", "works_start": "17:30"},
            Terms("OTH", date(2026, 12, 2), "", None, None, "XXX"),
        ),
        (
            STUDENT | {"start": "pick", "start_date": "2026-12-24", "committee": "140"},
            Terms("STU", date(2026, 12, 24), "", date(2026, 12, 31), 96, "140"),
        ),
    ],
)
def test_what_does_not_apply_is_not_taken(form: Mapping[str, str], terms: Terms) -> None:
    assert read_terms(form, TODAY) == terms


@pytest.mark.parametrize(
    "terms",
    [
        Terms("OTH", TODAY, "17:30", None, None, "XXX"),
        Terms("STU", date(2026, 12, 2), "", date(2026, 12, 31), 96, "140"),
        Terms("OTH", date(2027, 1, 4), "", None, None, "124"),
    ],
)
def test_a_form_drawn_anew_holds_the_same_terms(terms: Terms) -> None:
    assert read_terms(as_form(terms, TODAY), TODAY) == terms


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"end_date": "", "planned_hours": ""}, {"end_date": "student", "planned_hours": "hours"}),
        ({"end_date": "2026-12-01"}, {"end_date": "beforeStart"}),
        ({"end_date": "31/12/2026"}, {"end_date": "unreadable"}),
        ({"start": "pick", "start_date": ""}, {"start_date": "startDate"}),
        ({"start": "", "start_date": "2026-02-30"}, {"start_date": "startDate"}),
        ({"worker_type": ""}, {"worker_type": "type"}),
        ({"worker_type": "EXT"}, {"worker_type": "type"}),
        ({"committee": "302"}, {"committee": "committee"}),
        ({"start": "today", "works_start": "25:00"}, {"works_start": "worksStart"}),
        *(({"planned_hours": hours}, {"planned_hours": "hours"}) for hours in ("0", "1000", "12.5", "-1")),
    ],
)
def test_what_a_form_may_not_hold(changes: dict[str, str], errors: Mapping[str, str]) -> None:
    read = read_terms(STUDENT | changes, TODAY)
    assert isinstance(read, dict)
    assert {field: key.rpartition(".")[2] for field, key in read.items()} == errors
    assert all(text(language, key) for language in languages() for key in read.values())


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("90.01.15-997.62", "90011599762"),
        ("900115 997 62", "90011599762"),
        ("90011599762", "90011599762"),
        ("9001159976", ""),
        ("900115997620", ""),
        ("Noor", ""),
        ("", ""),
    ],
)
def test_a_national_number_however_it_is_written(written: str, number: str) -> None:
    assert national_number(written) == number


def test_a_new_worker_needs_a_number_and_both_names() -> None:
    worker, errors = read_worker({"ssin": "90.01.15-997.62", "given_name": " Jo ", "family_name": "Test"})
    assert (worker, errors) == ({"ssin": "90011599762", "familyName": "Test", "givenName": "Jo"}, {})
    assert list(read_worker({})[1]) == ["ssin", "given_name", "family_name"]


@pytest.mark.parametrize(
    ("changes", "today", "open_contract"),
    [
        ({}, True, False),
        ({"startDate": "2026-11-20"}, False, True),
        ({"startDate": "2026-11-20", "endDate": "2026-12-01"}, True, False),
        ({"startDate": "2026-11-20", "endDate": "2026-11-30"}, False, False),
        ({"startDate": "2026-12-02"}, False, False),
        ({"state": "acceptedWithWarning"}, True, False),
        ({"state": "recorded"}, False, False),
        ({"startDate": None}, False, False),
    ],
)
def test_who_works_today(changes: Mapping[str, Any], today: bool, open_contract: bool) -> None:  # noqa: FBT001 - cells
    one = _declaration(**changes)
    assert (works_on(one, TODAY), is_open_contract(one, TODAY)) == (today, open_contract)


def test_what_is_due_and_what_went_wrong() -> None:
    due = {state for state in STATUSES if is_due(_declaration(state=state))}
    wrong = {state for state in STATUSES if went_wrong(_declaration(state=state))}
    assert due == {"recorded", "held", "submitting", "unconfirmed", "submitted", "waiting"}
    assert wrong == {"refused", "needsHelp"}
    act = {"anomalies": [{"code": "90017-510", "actionRequired": True}]}
    assert went_wrong(_declaration(state="acceptedWithWarning", rsz=act))


def test_the_soonest_deadline_comes_first() -> None:
    at = ("2026-12-03T00:00:00+01:00", None, "2026-12-01T18:00:00+01:00")
    ones = [_declaration(id=f"dec_{i}", deadline={"at": when}) for i, when in enumerate(at)]
    assert [one.id for one in by_deadline(ones)] == ["dec_2", "dec_0", "dec_1"]


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [
        ("2026-12-01T10:14:30+01:00", "recorded", "Nog 14 minuten"),
        ("2026-12-01T09:00:00+01:00", "unconfirmed", "De termijn liep af: vandaag om 09:00"),
        ("2026-12-01T13:00:00+01:00", "recorded", ""),
        ("2026-12-01T10:14:30+01:00", "submitted", ""),
        ("2026-12-01T10:14:30+01:00", "accepted", ""),
    ],
)
def test_a_deadline_is_loud_only_when_it_is_near_and_the_rsz_has_nothing(
    at: str, state: str, said: str
) -> None:
    assert row("nl", _declaration(state=state, deadline={"at": at})).near == said
    assert row("nl", _declaration(state=state, deadline={"at": at, "assumed": True})).near == ""


def test_a_row_says_who_what_and_when() -> None:
    line = row("en", _declaration(workerType="STU", endDate="2026-12-31"))
    assert (line.name, line.what) == ("Lou Voorbeeld", "Student · today until Thu 31 Dec")
    assert row("nl", _declaration()).what == "Gewone werknemer · vanaf vandaag"
    assert row("nl", _declaration(endDate="2026-12-01", workerType="XYZ")).what == "XYZ · vandaag"
    assert row("nl", _declaration()).href == "/nl/declarations/dec_1"


@pytest.mark.parametrize("state", [*STATUSES, "somethingNew"])
@pytest.mark.parametrize("language", languages())
def test_every_state_has_a_word_a_sentence_and_an_icon(language: str, state: str) -> None:
    told = story(language, _declaration(state=state), ())
    assert told.word
    assert told.sentence
    assert told.tone in TONES
    assert [fact.tone in TONES for fact in told.facts] == [True] * 4
    assert len({status_of(one).word for one in STATUSES}) == len(STATUSES)


def test_the_four_facts_are_four() -> None:
    settled = _declaration(
        receivedAt=NOW,
        receivedByRszAt=NOW,
        settledAt=NOW,
        timeliness="late",
        rsz={"periodId": "900000000217", "anomalies": [{"code": "90373-460", "label": "Laattijdig"}]},
    )
    told = story("nl", settled, (Event(datetime.fromisoformat(NOW), "filed"), Event(None, "new")))
    assert [(fact.value, fact.tone) for fact in told.facts] == [
        ("Vandaag om 10:00:00", "ok"),
        ("Vandaag om 10:00:00", "ok"),
        ("Aanvaard, vandaag om 10:00:00", "ok"),
        ("Laattijdig", "warn"),
    ]
    assert told.number == "900000000217"
    assert [(one.label, one.tone) for one in told.objections] == [("Laattijdig", "warn")]
    assert [line.words for line in told.history] == ["Ontvangen door de RSZ", "new"]


def test_an_unconfirmed_declaration_never_looks_received() -> None:
    told = story("nl", _declaration(state="unconfirmed", receivedAt=NOW), ())
    assert [fact.tone for fact in told.facts] == ["ok", "warn", "busy", "none"]
    assert told.facts[1].value == "Nog niet zeker"
    found = story("nl", _declaration(state="submitted", rsz={"declarationId": "900000000116"}), ())
    assert found.facts[1].value == "Ja, achteraf teruggevonden"


def test_every_happening_has_words() -> None:
    assert all(text(language, key) for language in languages() for key in HAPPENINGS.values())


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms("OTH", TODAY, "17:55", None, None, "XXX"), "vóór 17:55. U hebt nog 7 uur"),
        (Terms("OTH", TODAY, "10:15", None, None, "XXX"), "vóór 10:15. U hebt nog 14 minuten"),
        (Terms("OTH", TODAY, "09:00", None, None, "XXX"), "begon om 09:00. De aangifte is laattijdig"),
        (Terms("OTH", TODAY, "", None, None, "XXX"), "vandaag of al voorbij"),
        (
            Terms("OTH", date(2026, 12, 4), "", None, None, "XXX"),
            "vóór het werk begint op vrijdag 4 december 2026",
        ),
    ],
)
def test_the_deadline_as_far_as_it_is_known_before_sending(terms: Terms, said: str) -> None:
    assert said in told_deadline("nl", terms)


def test_what_will_be_declared() -> None:
    told = told_terms("en", Terms("STU", TODAY, "17:30", date(2026, 12, 31), 96, "140"))
    assert [line.value for line in told] == [
        "Student",
        "Tue 1 Dec 2026",
        "17:30",
        "Thu 31 Dec 2026",
        "96",
        "140, transport and logistics",
    ]


@pytest.mark.parametrize(
    ("poll_after", "seconds"),
    [("2026-12-01T10:00:05+01:00", 5), ("2026-12-01T09:00:00+01:00", 0.5), ("2026-12-02T10:00:00+01:00", 60)],
)
def test_when_to_look_again(poll_after: str, seconds: float) -> None:
    assert seconds_until(datetime.fromisoformat(poll_after)) == pytest.approx(seconds, abs=0.5)


def test_every_error_of_the_api_has_something_to_say() -> None:
    kinds = {error.__name__ for error in ApiError.__subclasses__()} - {"SignedOutError"}
    assert {error.__name__ for error in _KINDS} == kinds
    assert set(_KINDS.values()) == set(NOTICES)
