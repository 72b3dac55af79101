"""Reading the RSZ's answers: what must be understood however it is written, and what must not pass."""

import json
from typing import Any

import pytest

from chalicelib.adapters.rsz.answers import NO_LANGUAGE, dimona_number, interpret
from chalicelib.adapters.rsz.held_periods import read_period
from chalicelib.application.ports import UnreadableAnswerError
from chalicelib.domain.answer import ReportedAnomaly, Result, RszAnswer
from tests.synthetic import MAN_1990

NUMBER = "900000000116"
ACCEPTED: dict[str, Any] = {
    "href": f"https://rsz.example/declarations/{NUMBER}",
    "employer": {"employerId": 199999837, "enterpriseNumber": "999999922"},
    "worker": {"ssin": MAN_1990, "familyName": "Voorbeeld", "givenName": "Jan", "gender": "1"},
    "dimonaIn": {"startDate": "2026-12-01"},
    "declarationStatus": {
        "declarationId": 900000000116,
        "result": "A",
        "period": {"id": 900000000116, "href": f"https://rsz.example/periods/{NUMBER}"},
        "anomalies": [],
    },
}


def read(**status: Any) -> RszAnswer:
    said = {**ACCEPTED["declarationStatus"], **status}
    kept = {name: value for name, value in said.items() if value is not ...}
    return interpret(json.dumps({**ACCEPTED, "declarationStatus": kept}).encode())


def test_an_acceptance() -> None:
    assert interpret(json.dumps(ACCEPTED).encode()) == RszAnswer(
        declaration_id=NUMBER,
        result=Result.ACCEPTED,
        period_id=NUMBER,
        ssin=MAN_1990,
        family_name="Voorbeeld",
        given_name="Jan",
    )


LONG = {"familyName": "Van den Voorbeelde tot Voorbeeldegem en Voorbeeldsesteen", "givenName": "Jan " * 8}


def test_names_longer_than_a_register_keeps_are_read_as_far_as_it_keeps_them() -> None:
    answer = interpret(json.dumps({**ACCEPTED, "worker": {**ACCEPTED["worker"], **LONG}}).encode())
    held = read_period({"id": NUMBER, "startDate": "2026-12-01", "worker": LONG}).worker

    for told in (answer, held):
        assert told.family_name == "Van den Voorbeelde tot Voorbeeldegem en Voorbeel"
        assert told.given_name == "Jan Jan Jan Jan Jan Jan"


def test_a_refusal_with_labels_in_two_languages() -> None:
    answer = read(
        result="B", period=..., anomalies=[{"errorId": "90374-349", "label": {"nl": "Nee", "fr": "Non"}}]
    )
    assert answer.result is Result.REFUSED
    assert answer.period_id is None
    assert answer.anomalies == (ReportedAnomaly(code="90374-349", labels={"nl": "Nee", "fr": "Non"}),)


@pytest.mark.parametrize("result", ["B", "S"])
def test_a_period_on_what_was_not_accepted_is_not_believed(result: str) -> None:
    assert read(result=result).period_id is None


def test_a_warning_keeps_its_period() -> None:
    answer = read(result="W", anomalies=[{"errorId": "90017-369"}])
    assert (answer.result, answer.period_id) == (Result.ACCEPTED_WITH_WARNING, NUMBER)
    assert answer.anomalies[0].labels == {}


@pytest.mark.parametrize("anomalies", [..., None, []])
def test_missing_anomalies_are_none(anomalies: Any) -> None:
    assert read(anomalies=anomalies).anomalies == ()


@pytest.mark.parametrize(
    ("label", "labels"),
    [
        ("Dubbel", {NO_LANGUAGE: "Dubbel"}),
        ({"NL": "Dubbel", "fr-BE": "Double"}, {"nl": "Dubbel", "fr": "Double"}),
        ({"nl": None, "fr": "", "de": 7}, {"de": "7"}),
        (None, {}),
        ([], {}),
    ],
)
def test_labels_come_in_many_shapes(label: Any, labels: dict[str, str]) -> None:
    assert read(anomalies=[{"errorId": "90373-333", "label": label}]).anomalies[0].labels == labels


@pytest.mark.parametrize("written", [900000000116, "900000000116", " 900000000116 "])
def test_numbers_are_read_as_number_or_text(written: Any) -> None:
    answer = read(declarationId=written, period={"id": written})
    assert (answer.declaration_id, answer.period_id) == (NUMBER, NUMBER)


def test_leading_zeros_that_a_number_lost_come_back() -> None:
    assert dimona_number(12345) == "000000012345"


def test_unknown_fields_anywhere_do_no_harm() -> None:
    status = {**ACCEPTED["declarationStatus"], "informations": [{"quota": 1}], "future": True}
    raw = json.dumps({**ACCEPTED, "declarationStatus": status, "more": {"deep": [1]}}).encode()
    assert interpret(raw).result is Result.ACCEPTED


@pytest.mark.parametrize("worker", [None, "x", [], {"ssin": None}, {"ssin": "abc"}, {"ssin": True}])
def test_a_worker_that_is_not_readable_is_left_out(worker: Any) -> None:
    assert interpret(json.dumps({**ACCEPTED, "worker": worker}).encode()).ssin is None


def test_a_national_number_written_as_a_number_gets_its_zero_back() -> None:
    raw = json.dumps({**ACCEPTED, "worker": {"ssin": 7022899801}}).encode()
    assert interpret(raw).ssin == "07022899801"


@pytest.mark.parametrize(
    "status",
    [
        {"result": "X"},
        {"result": "a"},
        {"result": None},
        {"result": ...},
        {"result": ["A"]},
        {"declarationId": ...},
        {"declarationId": "none"},
        {"declarationId": True},
        {"declarationId": 9000000001161},
        {"period": ...},
        {"period": {}},
        {"period": "900000000116"},
        {"result": "W", "period": None},
        {"anomalies": {}},
        {"anomalies": ["90373-333"]},
        {"anomalies": [{"label": "no code"}]},
    ],
)
def test_what_matters_must_be_there(status: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswerError):
        read(**status)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not JSON",
        b"\xff\xfe",
        b"[]",
        b'"A"',
        b"{}",
        b'{"declarationStatus": null}',
        b'{"declarationStatus": []}',
        b"[" * 100_000,
        b'{"declarationStatus": {"declarationId": ' + b"9" * 5000 + b', "result": "A"}}',
    ],
)
def test_what_is_no_answer_is_unreadable_and_nothing_else(raw: bytes) -> None:
    with pytest.raises(UnreadableAnswerError):
        interpret(raw)


def test_the_error_repeats_nothing_personal() -> None:
    with pytest.raises(UnreadableAnswerError) as caught:
        read(result=MAN_1990)
    assert MAN_1990 not in repr(caught.value)
    assert caught.value.__cause__ is None
