"""Filing over HTTP: 202, the RSZ's answer, replays, sandbox, strangers."""

from datetime import datetime

import httpx
import pytest

from chalicelib.domain.identifiers import is_dimona_number
from infra.local.house import House
from tests.api.callers import Caller, new_ssin, student
from tests.synthetic import STRANGER


def test_a_student_is_filed_and_accepted(cafe: Caller, house: House) -> None:
    answer = cafe.post("/v1/declarations", student(new_ssin(1), reference="shift-8812"))

    filed = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/declarations/{filed['id']}"
    assert answer.headers["Content-Type"] == "application/json"
    assert (filed["state"], filed["mode"], filed["reference"]) == ("recorded", "live", "shift-8812")
    assert filed["employer"] == {"enterpriseNumber": "0999999922", "name": "Café De Kroon"}
    assert filed["worker"]["ssin"] == "01.01.02-***.**"
    assert filed["period"]["rszNumber"] is None
    assert filed["pollAfter"] is not None
    assert (filed["workerType"], filed["plannedHours"]) == ("STU", 24)

    settled = cafe.settled(filed["id"])
    assert settled["state"] == "accepted"
    assert settled["rsz"]["result"] == "A"
    assert is_dimona_number(settled["rsz"]["declarationId"])
    assert settled["period"] == {"id": filed["period"]["id"], "rszNumber": settled["rsz"]["periodId"]}
    assert settled["timeliness"] == "onTime"
    assert settled["pollAfter"] is None
    moments = [settled[name] for name in ("receivedAt", "sentAt", "receivedByRszAt", "settledAt")]
    assert moments == sorted(moments, key=datetime.fromisoformat)
    received = httpx.get(f"{house.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60).text
    assert settled["rsz"]["declarationId"] in received


def test_the_history_tells_every_step(cafe: Caller) -> None:
    settled = cafe.settled(cafe.file(student(new_ssin(2)))["id"])

    events = cafe.get(f"/v1/declarations/{settled['id']}/events").json()["items"]

    assert [event["type"] for event in events] == ["recorded", "sendingStarted", "filed", "accepted"]
    assert events[-1]["state"] == "accepted"
    assert events[2]["data"]["rszDeclarationId"] == settled["rsz"]["declarationId"]


def test_an_ordinary_worker_is_filed_with_an_api_key_in_its_own_header(cafe: Caller) -> None:
    body = {
        "type": "in",
        "worker": {"ssin": new_ssin(3)},
        "workerType": "OTH",
        "jointCommittee": "XXX",
        "startDate": "2026-12-02",
    }
    headers = {"X-Api-Key": cafe.key, "Idempotency-Key": '"quoted"'}
    answer = cafe.http.post("/v1/declarations", json=body, headers=headers)

    assert answer.status_code == 202
    assert cafe.settled(answer.json()["id"])["state"] == "accepted"


def test_what_the_rsz_refuses_comes_with_meaning_and_remedy(cafe: Caller) -> None:
    body = student(new_ssin(4))
    cafe.settled(cafe.file(body)["id"])
    twice = cafe.file(body)
    assert [warning["code"] for warning in twice["warnings"]] == ["90373-333"]

    refused = cafe.settled(twice["id"])

    assert refused["state"] == "refused"
    (anomaly,) = refused["rsz"]["anomalies"]
    assert (anomaly["code"], anomaly["blocking"]) == ("90373-333", True)
    assert anomaly["label"]
    assert anomaly["meaning"]
    assert anomaly["remedy"]
    french = cafe.get(f"/v1/declarations/{twice['id']}", headers={"Accept-Language": "fr-BE"})
    assert french.headers["Content-Language"] == "fr"
    assert french.json()["rsz"]["anomalies"][0]["label"] == "Période Dimona en double"


def test_a_start_in_the_past_is_accepted_as_late(cafe: Caller) -> None:
    filed = cafe.file(student(new_ssin(5), startDate="2026-11-30", endDate="2026-12-20"))
    assert [warning["code"] for warning in filed["warnings"]] == ["90373-460"]

    settled = cafe.settled(filed["id"])

    assert (settled["state"], settled["timeliness"]) == ("acceptedWithWarning", "late")
    assert [anomaly["code"] for anomaly in settled["rsz"]["anomalies"]] == ["90373-460"]


def test_more_hours_than_the_contingent_is_a_warning(cafe: Caller) -> None:
    filed = cafe.file(student(new_ssin(6), plannedHours=651))
    assert [warning["code"] for warning in filed["warnings"]] == ["90017-369"]

    settled = cafe.settled(filed["id"])

    assert settled["state"] == "acceptedWithWarning"
    assert [anomaly["code"] for anomaly in settled["rsz"]["anomalies"]] == ["90017-369"]


def test_a_worker_without_a_number_waits_for_identification(cafe: Caller) -> None:
    filed = cafe.file(student("", worker=STRANGER))

    assert filed["worker"]["ssin"] is None
    waiting = cafe.until(filed["id"], {"waiting"})
    assert waiting["rsz"]["result"] == "S"
    assert waiting["period"]["rszNumber"] is None
    assert waiting["settledAt"] is None


def test_the_same_key_and_body_is_the_same_receipt(cafe: Caller) -> None:
    body = student(new_ssin(8))
    first = cafe.post("/v1/declarations", body, key="again-8")
    cafe.settled(first.json()["id"])

    again = cafe.post("/v1/declarations", dict(reversed(list(body.items()))), key="again-8")

    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (202, "true")
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers


def test_the_same_key_with_another_body_is_422(cafe: Caller) -> None:
    cafe.file(student(new_ssin(9)), key="other-9")

    answer = cafe.post("/v1/declarations", student(new_ssin(9), plannedHours=25), key="other-9")

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("idempotencyKeyReused")


def test_a_test_key_sees_its_own_world_and_never_reaches_the_rsz(
    cafe: Caller, cafe_test: Caller, house: House
) -> None:
    filed = cafe_test.file(student(new_ssin(10)))

    settled = cafe_test.settled(filed["id"])

    assert (settled["mode"], settled["state"]) == ("test", "accepted")
    assert cafe.get(f"/v1/declarations/{filed['id']}").status_code == 404
    received = httpx.get(f"{house.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60).text
    assert settled["rsz"]["declarationId"] not in received


def test_another_employer_sees_nothing_also_by_guessing(cafe: Caller, builder: Caller) -> None:
    filed = cafe.file(student(new_ssin(11), reference="secret-11"))

    for path in (f"/v1/declarations/{filed['id']}", f"/v1/declarations/{filed['id']}/events"):
        answer = builder.get(path)
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:problem-type:belgif:resourceNotFound"
    assert builder.get("/v1/declarations", params={"reference": "secret-11"}).json()["items"] == []
    by_id = builder.post(
        "/v1/declarations", {**student(new_ssin(11)), "worker": {"id": filed["worker"]["id"]}}
    )
    assert by_id.status_code == 400
    assert by_id.json()["issues"][0]["code"] == "own.workerUnknown"


@pytest.mark.parametrize("employer", ["0999999823", "0999999724", "nonsense"])
def test_an_employer_that_is_not_theirs_is_forbidden_whether_it_exists_or_not(
    cafe: Caller, employer: str
) -> None:
    for answer in (
        cafe.get("/v1/declarations", params={"employer": employer}),
        cafe.post("/v1/declarations", {**student(new_ssin(12)), "employer": employer}),
    ):
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:problem-type:belgif:missingPermission"


def test_lists_are_newest_first_filtered_and_paged(cafe: Caller) -> None:
    ids = [cafe.file(student(new_ssin(20 + n), reference="page"))["id"] for n in range(3)]

    first = cafe.get("/v1/declarations", params={"reference": "page", "pageSize": 2}).json()
    second = cafe.get(first["next"]).json()

    assert [item["id"] for item in (*first["items"], *second["items"])] == ids[::-1]
    assert "next" not in second
    today = cafe.get("/v1/declarations", params={"reference": "page", "from": "2026-12-01"}).json()
    assert len(today["items"]) == 3
    assert (
        cafe.get("/v1/declarations", params={"reference": "page", "to": "2026-11-30"}).json()["items"] == []
    )
    assert cafe.get("/v1/declarations", params={"cursor": "stolen"}).status_code == 400


def test_every_answer_carries_a_trace_id(cafe: Caller) -> None:
    given = cafe.get("/v1/me", headers={"BelGov-Trace-Id": "my-trace-1"})
    made = cafe.get("/v1/declarations/dec_none")

    assert given.headers["BelGov-Trace-Id"] == "my-trace-1"
    assert made.headers["BelGov-Trace-Id"]
