"""What the pages decide by themselves: a form's terms, who works today, what is told of a declaration."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from dimona_web.api.errors import ApiError, RefusedError
from dimona_web.api.shapes import Declaration, Event, Worker
from dimona_web.i18n.catalogue import languages, text
from dimona_web.pages.declaration.story import HAPPENINGS, story
from dimona_web.pages.declare.number import national_number
from dimona_web.pages.home import is_under_way, unmended, went_wrong
from dimona_web.pages.names import called
from dimona_web.pages.register.adding import read_worker
from dimona_web.pages.rows import row
from dimona_web.pages.watching import seconds_until
from dimona_web.platform.notice import _KINDS, NOTICES
from dimona_web.ui.icons import TONES
from dimona_web.ui.status import STATUSES, status_of
from tests.web.stand_in import NOW


def _declaration(**changes: Any) -> Declaration:
    known = {
        "id": "dec_1",
        "state": "accepted",
        "workerType": "OTH",
        "worker": {"id": "wrk_1", "name": "Lou Voorbeeld", "ssin": "07.02.28-***.**"},
        "startDate": "2026-12-01",
    }
    return Declaration.of(known | changes)


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


def test_what_is_under_way_and_what_went_wrong() -> None:
    under_way = {state for state in STATUSES if is_under_way(_declaration(state=state))}
    wrong = {state for state in STATUSES if went_wrong(_declaration(state=state))}
    assert under_way == {"submitted", "waiting"}
    assert wrong == {"refused", "needsHelp"}
    act = {"anomalies": [{"code": "90017-510", "actionRequired": True}]}
    assert went_wrong(_declaration(state="acceptedWithWarning", rsz=act))


def test_a_refusal_that_was_filed_anew_is_mended() -> None:
    refused = _declaration(id="dec_1", state="refused")
    anew = _declaration(id="dec_2", state="accepted")
    other = _declaration(id="dec_3", state="accepted", startDate="2026-12-05")
    stuck = _declaration(id="dec_4", state="needsHelp")
    assert unmended([anew, refused], []) == []
    assert unmended([other, refused], [stuck]) == [refused, stuck]
    assert unmended([_declaration(state="withdrawn"), refused], []) == [refused]
    assert unmended([stuck], [stuck]) == [stuck]


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
    shift = _declaration(workerType="EXT", startHour="18:00", endHour="02:00", endDate="2026-12-02")
    assert row("nl", shift).what == "Extra · vandaag om 18:00"
    out = _declaration(type="out", startDate=None, endDate="2026-12-02")
    assert row("nl", out).what == "Uit dienst (OUT) · tot en met morgen"
    assert row("nl", _declaration(type="cancel", startDate=None)).what == "Annulatie (CANCEL)"
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


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({"state": "recorded"}, ["withdraw"]),
        ({"state": "held"}, ["withdraw"]),
        ({"state": "submitting"}, []),
        ({"state": "needsHelp"}, ["resolve"]),
        ({"state": "refused"}, ["fileAnew"]),
        ({"state": "refused", "type": "out"}, []),
        ({"state": "accepted"}, ["replace"]),
        ({"state": "withdrawn"}, []),
    ],
)
def test_what_may_be_done_where_it_stands(changes: Mapping[str, Any], may: list[str]) -> None:
    assert story("nl", _declaration(**changes), ()).may == may


@pytest.mark.parametrize(
    ("number", "last", "may", "at_rsz"),
    [
        (None, "notPermitted", ["resolve", "takeBack"], "Nog niet"),
        (None, "refusedForShape", ["resolve", "takeBack"], "Nog niet"),
        (None, "gaveUp", ["resolve"], "Nog niet zeker"),
        ("900000000116", "gaveUp", ["resolve"], "Ja, achteraf teruggevonden"),
        ("900000000116", "unreadable", ["resolve"], "Ja, achteraf teruggevonden"),
    ],
)
def test_only_what_the_rsz_surely_does_not_have_may_be_taken_back(
    number: str | None, last: str, may: list[str], at_rsz: str
) -> None:
    stuck = _declaration(state="needsHelp", rsz={"declarationId": number})
    told = story("nl", stuck, (Event(None, "sendingStarted"), Event(None, last)))
    assert (told.may, told.facts[1].value) == (may, at_rsz)


@pytest.mark.parametrize("language", languages())
def test_what_needs_help_says_what_the_rsz_has_of_it(language: str) -> None:
    """Three things may be the case; each has words of its own, and its own button."""
    cases = [({"declarationId": "900000000116"}, "gaveUp"), ({}, "notPermitted"), ({}, "gaveUp")]
    told = [
        story(language, _declaration(state="needsHelp", rsz=rsz), (Event(None, last),)) for rsz, last in cases
    ]
    assert len({one.help for one in told}) == len({one.help_do for one in told}) == len(cases)
    assert story(language, _declaration(state="accepted"), ()).help == ""


def test_what_needs_help_says_why_and_what_the_rsz_objected_to() -> None:
    why = {"code": "refusedForShape", "text": "De RSZ kon ze niet lezen.", "problem": "worker: wrong"}
    told = story("nl", _declaration(state="needsHelp", reason=why), ())
    assert (told.reason, told.problem) == ("De RSZ kon ze niet lezen.", "worker: wrong")
    assert story("nl", _declaration(state="withdrawn", reason={"text": "Ingetrokken."}), ()).problem == ""


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
    ("poll_after", "seconds"),
    [("2026-12-01T10:00:05+01:00", 5), ("2026-12-01T09:00:00+01:00", 0.5), ("2026-12-02T10:00:00+01:00", 60)],
)
def test_when_to_look_again(poll_after: str, seconds: float) -> None:
    assert seconds_until(datetime.fromisoformat(poll_after)) == pytest.approx(seconds, abs=0.5)


def test_every_error_of_the_api_has_something_to_say() -> None:
    errors = (*ApiError.__subclasses__(), *RefusedError.__subclasses__())
    kinds = {error.__name__ for error in errors} - {"SignedOutError"}
    assert {error.__name__ for error in _KINDS} == kinds
    assert set(_KINDS.values()) == set(NOTICES)


@pytest.mark.parametrize(
    ("worker", "shown"),
    [
        (Worker("wrk_1", "Lou Voorbeeld", "07.02.28-***.**"), "Lou Voorbeeld"),
        (Worker("wrk_1", "", "07.02.28-***.**"), "07.02.28-***.**"),
        (Worker("", "", ""), "Nog zonder naam"),
    ],
)
def test_nobody_is_an_empty_line(worker: Worker, shown: str) -> None:
    assert called("nl", worker) == shown
