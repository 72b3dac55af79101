"""Calls are counted, not felt: what each operation may cost, warm."""

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chalicelib.application.ports import JobMessage
from chalicelib.application.scope import service_scope
from chalicelib.application.settling import settlement
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.declaration import RszFacts
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening
from tests.api.callers import extra, filing, new_ssin, student
from tests.api.inside import EMPLOYER, Inside, forget

pytestmark = pytest.mark.cloud


def test_filing_is_one_get_one_query_one_transaction_one_message(inside: Inside) -> None:
    inside("POST", "/v1/declarations", student(new_ssin(501)))

    assert inside.calls == ["GetItem", "Query", "TransactWriteItems", "SendMessage"]


def test_filing_for_a_known_worker_costs_the_same(inside: Inside) -> None:
    filed = inside("POST", "/v1/declarations", student(new_ssin(502)))
    inside("POST", "/v1/declarations", {**student(new_ssin(502)), "worker": {"id": filed["worker"]["id"]}})

    assert inside.calls == ["GetItem", "Query", "TransactWriteItems", "SendMessage"]


@pytest.mark.parametrize(
    ("method", "path", "body", "read"),
    [
        ("GET", "/v1/me", None, []),
        ("GET", "/v1/declarations", None, ["Query"]),
        ("GET", "/v1/declarations?state=recorded&pageSize=5", None, ["Query"]),
        ("GET", "/v1/workers?q=lou", None, ["Query"]),
        ("POST", "/v1/workers/search", {"ssin": new_ssin(500)}, ["GetItem"]),
    ],
)
def test_reading_is_one_call_beside_the_callers_own(
    inside: Inside, method: str, path: str, body: Any, read: list[str]
) -> None:
    inside(method, path, body)

    assert inside.calls == ["GetItem", *read]


def test_one_declaration_is_one_get(inside: Inside) -> None:
    filed = inside("POST", "/v1/declarations", student(new_ssin(503)))

    for path in (f"/v1/declarations/{filed['id']}", f"/v1/declarations/{filed['id']}/events"):
        inside("GET", path)
        assert inside.calls == ["GetItem", "GetItem"]


def accepted_period(inside: Inside, body: dict[str, Any]) -> str:
    """A period of which the start was accepted by us; nothing sends it here."""
    return str(inside("POST", "/v1/declarations", body)["period"]["id"])


ON_A_PERIOD = ["GetItem", "GetItem", "Query", "TransactWriteItems", "SendMessage"]
"""The caller, the place of the period, the relation, one transaction, one message."""
HELD = ON_A_PERIOD[:-1]
"""What waits is announced when its turn comes."""


def test_a_declaration_on_a_period_takes_one_get_more(inside: Inside) -> None:
    period = accepted_period(inside, filing(new_ssin(510), "OTH", endDate="2027-01-29"))
    settle(period)

    inside("POST", "/v1/declarations", {"type": "update", "period": period, "endDate": "2027-02-26"})
    assert inside.calls == ON_A_PERIOD
    inside("POST", "/v1/declarations", {"type": "cancel", "period": period})
    assert inside.calls == HELD


def test_an_end_takes_one_get_more(inside: Inside) -> None:
    period = accepted_period(inside, filing(new_ssin(511), "OTH"))
    settle(period)

    inside("POST", "/v1/declarations", {"type": "out", "period": period, "endDate": "2026-12-31"})

    assert inside.calls == ON_A_PERIOD


def test_an_extra_in_horeca_takes_one_query_more(inside: Inside) -> None:
    period = accepted_period(inside, extra(new_ssin(512)))
    assert inside.calls == ["GetItem", "Query", "Query", "TransactWriteItems", "SendMessage"]
    settle(period)

    inside("POST", "/v1/declarations", {"type": "update", "period": period, "endHour": "03:00"})

    assert inside.calls == ["GetItem", "GetItem", "Query", "Query", "TransactWriteItems", "SendMessage"]


def test_a_replacement_is_one_transaction(inside: Inside) -> None:
    period = accepted_period(inside, filing(new_ssin(513), "OTH"))
    settle(period)

    replaced = filing(new_ssin(513), "OTH", startDate="2026-12-14", replaces=period)
    inside("POST", "/v1/declarations", replaced)

    assert inside.calls == ["GetItem", "Query", "TransactWriteItems", "SendMessage"]


def test_the_dry_run_reads_and_writes_nothing(inside: Inside) -> None:
    period = accepted_period(inside, extra(new_ssin(514)))

    inside("POST", "/v1/declarations/validate", student(new_ssin(515)))
    assert inside.calls == ["GetItem", "Query"]
    inside("POST", "/v1/declarations/validate", extra(new_ssin(515)))
    assert inside.calls == ["GetItem", "Query", "Query"]
    inside("POST", "/v1/declarations/validate", {"type": "cancel", "period": period})
    assert inside.calls == ["GetItem", "GetItem", "Query"]


@pytest.mark.parametrize("path", ["workerTypes", "jointCommittees", "anomalies", "consequences"])
def test_the_rule_tables_read_nothing(inside: Inside, path: str) -> None:
    inside("GET", f"/v1/{path}")

    assert inside.calls == ["GetItem"]


def test_settings_are_read_afresh_and_a_worker_is_changed_in_one_transaction(inside: Inside) -> None:
    inside("GET", f"/v1/employers/{EMPLOYER}")
    assert inside.calls == ["GetItem", "GetItem"]

    worker = inside("POST", "/v1/declarations", student(new_ssin(516)))["worker"]["id"]
    inside("PATCH", f"/v1/workers/{worker}", {"givenName": "Lou-Ann"})
    assert inside.calls == ["GetItem", "GetItem", "TransactWriteItems"]


def test_a_refusal_tells_people_in_no_more_calls_than_a_yes(inside: Inside) -> None:
    calls = {}
    for number, result in ((520, Result.ACCEPTED), (521, Result.REFUSED)):
        period = accepted_period(inside, filing(new_ssin(number), "OTH"))
        inside.calls.clear()
        settle(period, result)
        calls[result] = list(inside.calls)

    assert calls[Result.REFUSED] == calls[Result.ACCEPTED]
    assert calls[Result.REFUSED][-1] == "TransactWriteItems"
    assert len(bootstrap_of().notices().due(bootstrap_of().clock().now(), 9)) == 1


def test_a_minute_in_which_nothing_is_to_be_told_is_six_queries(
    inside: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILBOX_DIR", str(tmp_path))
    forget(bootstrap_of())
    bootstrap_of().tell()()
    inside.calls.clear()

    bootstrap_of().tell()()

    assert inside.calls == ["Query"] * 6


def bootstrap_of() -> Any:
    return importlib.import_module("chalicelib.edge.bootstrap")


def settle(period_id: str, result: Result = Result.ACCEPTED) -> None:
    """Let the RSZ answer to the start of a period, in the register alone."""
    bootstrap = importlib.import_module("chalicelib.edge.bootstrap")
    scope = service_scope(Mode.LIVE, EMPLOYER)
    place = bootstrap.register().place_of(scope, period_id)
    relation = bootstrap.register().relation(scope, place.worker_id)
    period = relation.period(period_id)
    started = bootstrap.declarations().get(scope, period.declaration_id).declaration
    now = bootstrap.clock().now()
    sent = started.happened(Happening.SENDING_STARTED, now)
    bootstrap.declarations().save(scope, sent)
    filed = sent.happened(Happening.FILED, now)
    bootstrap.declarations().save(scope, filed)
    answer = RszAnswer(declaration_id="900000000116", result=result, period_id="900000000116")
    told = RszFacts(declaration_id="900000000116", period_id="900000000116", result=result)
    happening = Happening.ACCEPTED if result is Result.ACCEPTED else Happening.REFUSED
    settled = filed.happened(happening, now, rsz=told)
    bootstrap.declarations().settle(scope, settlement(settled, relation, answer, None))


def test_a_batch_is_taken_in_as_few_calls_as_a_filing(inside: Inside) -> None:
    inside(
        "POST",
        "/v1/declarationBatches",
        {"declarations": [student(new_ssin(number)) for number in range(50)]},
    )

    assert inside.calls == ["GetItem", "GetItem", "PutItem", "TransactWriteItems", "SendMessage"]


def test_a_row_of_a_batch_is_a_share_of_some_calls(inside: Inside) -> None:
    rows = [student(new_ssin(number)) for number in range(600, 640)]
    batch = inside("POST", "/v1/declarationBatches", {"declarations": rows})
    bootstrap = importlib.import_module("chalicelib.edge.bootstrap")
    inside.calls.clear()
    bootstrap.work()(JobMessage(mode=Mode.LIVE, employer=EMPLOYER, job_id=batch["id"]))

    assert Counter(inside.calls) == {
        "GetItem": 2, "BatchGetItem": 5, "TransactWriteItems": 5, "SendMessageBatch": 4, "BatchWriteItem": 2,
        "PutItem": 2,
    }  # fmt: skip
