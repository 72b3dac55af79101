"""201 with an address, 404 until processed, then the result; malformed requests get a Belgif problem."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.simulator.client import CAFE, JAN, Declarant, Simulator, dimona_in, student

MARK = "dimona24-rsz-simulator"


def test_an_accepted_in_has_the_shape_of_the_rsz(rsz: Declarant, shared: Simulator) -> None:
    filed = rsz.post(dimona_in("2030-12-01"))
    assert (filed.status_code, filed.content) == (201, b"")
    number = int(filed.headers["Location"].rpartition("/")[2])
    assert filed.headers["Location"] == f"{shared.url}/REST/dimona/v2/declarations/{number}"

    answer = rsz.http.get(filed.headers["Location"], headers=rsz.bearer)
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    body = answer.json()
    assert body.pop("receptionInstant").startswith("2030-09-02T12:")
    assert body == {
        "href": filed.headers["Location"],
        "employer": {"employerId": 199999837, "enterpriseNumber": "999999922"},
        "worker": {"ssin": JAN, "birthDate": "1990-01-15", "gender": "1"},
        "dimonaIn": {
            "startDate": "2030-12-01",
            "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
        },
        "declarationStatus": {
            "declarationId": number,
            "result": "A",
            "period": {"id": number, "href": f"{shared.url}/REST/dimona/v2/periods/{number}"},
            "anomalies": [],
        },
    }


def test_numbers_have_twelve_digits_and_right_check_digits(rsz: Declarant) -> None:
    numbers = [
        rsz.file(dimona_in(f"2030-12-{day:02d}", endDate=f"2030-12-{day:02d}"))["declarationStatus"][
            "declarationId"
        ]
        for day in range(1, 8)
    ]
    assert len(set(numbers)) == 7
    for number in numbers:
        assert len(str(number)) == 12
        assert number % 100 == number // 100 % 97 != 0


def test_nothing_is_there_until_it_is_processed(rsz: Declarant) -> None:
    rsz.settings(processingDelay="600")
    location = rsz.post(dimona_in()).headers["Location"]
    waiting = rsz.http.get(location, headers=rsz.bearer)
    assert (waiting.status_code, waiting.json()["type"][-16:]) == (404, "resourceNotFound")
    assert rsz.post({"employer": CAFE}, "/declarations/search").json() == {"items": []}
    assert rsz.received()[0]["result"] is None

    later = rsz.settings()["clockShift"] + 601
    rsz.settings(clockShift=later)
    assert rsz.http.get(location, headers=rsz.bearer).json()["declarationStatus"]["result"] == "A"


def test_hurry_ends_a_running_delay(rsz: Declarant) -> None:
    rsz.settings(processingDelay="600")
    location = rsz.post(dimona_in()).headers["Location"]
    assert rsz.http.post("/_simulator/hurry").status_code == 204
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 200


def test_declarations_are_judged_in_the_order_their_time_comes(rsz: Declarant) -> None:
    rsz.settings(processingDelay="600")
    slow = rsz.post(dimona_in()).headers["Location"]
    rsz.settings(processingDelay="10")
    quick = rsz.post(dimona_in()).headers["Location"]
    rsz.settings(clockShift=rsz.settings()["clockShift"] + 700)
    results = [
        rsz.http.get(at, headers=rsz.bearer).json()["declarationStatus"]["result"] for at in (slow, quick)
    ]
    assert results == ["B", "A"]


@pytest.mark.parametrize("path", ["declarations", "periods"])
@pytest.mark.parametrize("number", ["900000000116", "1", "9" * 30])
def test_an_unknown_number_is_404(rsz: Declarant, path: str, number: str) -> None:
    answer = rsz.get(f"/{path}/{number}")
    assert (answer.status_code, answer.headers["X-Simulator"]) == (404, MARK)


def without(name: str) -> dict[str, Any]:
    body = dimona_in()
    del body["dimonaIn"]["features"][name]
    return body


MALFORMED = [
    pytest.param(
        {**dimona_in(), "dimonaIn": {"startDate": "2030-10-01"}}, "dimonaIn.features", id="no features"
    ),
    pytest.param(
        without("jointCommissionNumber"), "dimonaIn.features.jointCommissionNumber", id="no committee"
    ),
    pytest.param(without("workerType"), "dimonaIn.features.workerType", id="no worker type"),
    pytest.param(dimona_in("2030-13-01"), "dimonaIn.startDate", id="no such month"),
    pytest.param(dimona_in("01/10/2030"), "dimonaIn.startDate", id="date written otherwise"),
    pytest.param(dimona_in("2030-10-01T00:00:00"), "dimonaIn.startDate", id="instant for a date"),
    pytest.param(dimona_in(endDate=None), "dimonaIn", id="null"),
    pytest.param(dimona_in(plannedHoursNumber="96"), "dimonaIn.plannedHoursNumber", id="text for a number"),
    pytest.param(dimona_in(startHour="17:00"), "dimonaIn.startHour", id="colon in an hour"),
    pytest.param(dimona_in(salary=1), "dimonaIn.salary", id="unknown field"),
    pytest.param(dimona_in(worker={"ssin": "90.01.15-997.62"}), "worker.ssin", id="SSIN with signs"),
    pytest.param(dimona_in(worker={"familyName": ""}), "worker.familyName", id="empty text"),
    pytest.param(
        dimona_in(employer={"enterpriseNumber": "999999922"}), "employer.enterpriseNumber", id="9 digits"
    ),
    pytest.param({"employer": CAFE, "worker": {"ssin": JAN}}, "", id="no block"),
    pytest.param({**dimona_in(), "dimonaCancel": {"periodId": 900000000116}}, "", id="two blocks"),
    pytest.param(
        {"dimonaCancel": {"periodId": 900000000116}, "employer": CAFE}, "", id="employer with a CANCEL"
    ),
    pytest.param({"dimonaCancel": {"periodId": 10**12}}, "dimonaCancel.periodId", id="13 digits"),
    pytest.param([], "", id="not an object"),
]


@pytest.mark.parametrize(("body", "name"), MALFORMED)
def test_what_breaks_the_schema_is_400_and_not_filed(rsz: Declarant, body: Any, name: str) -> None:
    answer = rsz.post(body)
    problem = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert problem["type"] == "urn:problem-type:belgif:badRequest"
    assert name in [issue["name"] for issue in problem["issues"]]
    assert JAN not in answer.text
    assert rsz.received() == []


def test_what_is_not_json(rsz: Declarant) -> None:
    def send(content: bytes, media_type: str) -> httpx.Response:
        headers = {**rsz.bearer, "Content-Type": media_type}
        return rsz.http.post("/REST/dimona/v2/declarations", content=content, headers=headers)

    assert send(b"{", "application/json").status_code == 400
    assert send(b"{}", "text/plain").status_code == 415
    assert send(b" " * 200_000, "application/json").status_code == 413


def test_every_answer_is_marked(rsz: Declarant) -> None:
    answers = [
        rsz.http.get("/_simulator/health"),
        rsz.http.get("/nowhere"),
        rsz.http.delete("/REST/dimona/v2/declarations"),
        rsz.ask_token("x"),
        rsz.post(dimona_in()),
        rsz.post([]),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 401, 201, 400]
    assert {answer.headers["X-Simulator"] for answer in answers} == {MARK}


def test_control_lists_what_was_received_without_persons(rsz: Declarant) -> None:
    rsz.file(dimona_in())
    rsz.file(student())
    listed = rsz.received()
    assert [(item["kind"], item["result"], item["workerType"]) for item in listed] == [
        ("dimonaIn", "A", "OTH"),
        ("dimonaIn", "A", "STU"),
    ]
    assert datetime.fromisoformat(listed[0]["receivedAt"]).year == 2030
    assert JAN not in rsz.http.get("/_simulator/declarations").text


def test_unknown_settings_change_nothing(rsz: Declarant) -> None:
    before = rsz.settings()
    for wrong in (
        {"unheardOf": 1},
        {"processingDelay": "5-2"},
        {"faults": {"post": "explode"}},
        {"tokenLifetime": -1},
    ):
        assert rsz.http.patch("/_simulator/settings", json=wrong).status_code == 400
    after = rsz.settings()
    assert {**after, "now": None} == {**before, "now": None}


def test_no_log_line_names_a_person(rsz: Declarant, shared: Simulator) -> None:
    number = rsz.file(student())["declarationStatus"]["declarationId"]
    rsz.post({**student(), "worker": {"ssin": "0702289980"}})
    rsz.post({"employer": CAFE, "worker": {"ssin": JAN}}, "/periods/search")
    log = shared.log.read_text(encoding="utf-8")
    assert f"judged {number} result=" in log
    assert not [ssin for ssin in ("90011599762", "07022899801", "0702289980") if ssin in log]
