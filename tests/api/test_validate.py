"""The dry run: everything a filing would be told, and nothing of it happens."""

import httpx
import pytest

from infra.local.house import House
from tests.api.callers import Caller, extra, filing, new_ssin, student
from tests.synthetic import STRANGER

ANSWER = {"valid", "issues", "warnings", "deadline", "quotas", "lateRisk", "rszRequest"}


def test_a_good_filing_shows_deadline_quota_risk_and_the_exact_request(cafe: Caller) -> None:
    ssin = new_ssin(760)

    run = cafe.validate(student(ssin))

    assert set(run) == ANSWER | {"quota"}
    assert (run["valid"], run["issues"], run["warnings"]) == (True, [], [])
    assert (run["deadline"]["at"], run["deadline"]["assumed"]) == ("2026-12-10T00:00:00+01:00", True)
    assert run["quota"] | {"source": ""} == {
        "kind": "student",
        "year": 2026,
        "unit": "hours",
        "limit": 650,
        "usedHere": 0,
        "reservedByThis": 24,
        "known": "here",
        "source": "",
    }
    assert run["quotas"] == [run["quota"]]
    assert run["rszRequest"] == {
        "employer": {"enterpriseNumber": "0999999922"},
        "worker": {"ssin": "01.04.05-***.**"},
        "dimonaIn": {
            "startDate": "2026-12-10",
            "endDate": "2026-12-20",
            "plannedHoursNumber": 24,
            "features": {"jointCommissionNumber": "XXX", "workerType": "STU"},
        },
    }
    risk = run["lateRisk"]
    assert risk["level"] == "none"
    assert 8 * 24 * 60 < risk["minutesLeft"] < 9 * 24 * 60
    kinds = {each["kind"]: each for each in risk["consequences"]}
    assert {"criminalFine", "studentContributionLost"} <= set(kinds)
    assert "lumpLost" not in kinds
    assert (kinds["administrativeFine"]["min"], kinds["administrativeFine"]["max"]) == (3000, 35000)
    assert ssin not in str(run)


def test_nothing_is_stored_and_nothing_is_sent(cafe: Caller, house: House) -> None:
    ssin, before, filed = new_ssin(761), cafe.newest(), received(house)

    for body in (student(ssin), student(ssin, endDate=None), extra(ssin), student("", worker=STRANGER)):
        cafe.validate(body)

    assert (cafe.newest(), received(house)) == (before, filed)
    assert cafe.post("/v1/workers/search", {"ssin": ssin}, key=None).json()["items"] == []


def test_what_would_be_refused_is_an_issue_and_not_an_error(cafe: Caller) -> None:
    body = student(new_ssin(762), endDate="2026-12-09", plannedHours=0)

    run = cafe.validate(body)

    assert run["valid"] is False
    wanted = [(issue["code"], issue["name"]) for issue in run["issues"]]
    assert wanted == [("01135-003", "plannedHours"), ("00911-014", "endDate")]
    assert run["issues"] == cafe.post("/v1/declarations", body).json()["issues"]
    assert cafe.post("/v1/declarations/validate", {**body, "colour": 1}, key=None).status_code == 400


def test_a_shared_balance_makes_the_quota_full(cafe: Caller) -> None:
    balance = {"remainingHours": 30, "asOf": "2026-12-01"}

    run = cafe.validate(student(new_ssin(763), sharedBalance=balance, plannedHours=31))

    quota = run["quota"]
    assert (quota["sharedBalance"], quota["remaining"], quota["known"]) == (30, -1, "full")
    assert [each["code"] for each in run["warnings"]] == ["90017-369"]


def test_an_extra_in_horeca_counts_for_worker_and_employer(cafe: Caller) -> None:
    run = cafe.validate(extra(new_ssin(764)))

    assert [(each["kind"], each["limit"], each["unit"]) for each in run["quotas"]] == [
        ("extWorker", 50, "days"),
        ("extEmployer", 200, "days"),
    ]
    assert run["rszRequest"]["dimonaIn"]["endHour"] == "0200"


def test_a_change_shows_what_the_rsz_would_get(cafe: Caller) -> None:
    ordinary = filing(new_ssin(765), "OTH", endDate="2027-01-29")
    settled = cafe.settled(cafe.file(ordinary)["id"])
    period, number = settled["period"]["id"], int(settled["period"]["rszNumber"])

    removed = cafe.validate({"type": "update", "period": period, "endDate": None})
    cancelled = cafe.validate({"type": "cancel", "period": period})

    assert removed["rszRequest"] == {"dimonaUpdate": {"periodId": number, "endDate": "9999-12-31"}}
    assert cancelled["rszRequest"] == {"dimonaCancel": {"periodId": number}}
    assert set(removed) == ANSWER
    assert cancelled["deadline"]["rule"] == "cancel.startDate"


def test_a_late_start_says_what_lateness_can_cost(cafe: Caller) -> None:
    run = cafe.validate(extra(new_ssin(766), startDate="2026-11-30", endDate="2026-12-01"))

    assert run["valid"] is True
    assert [each["code"] for each in run["warnings"]] == ["90373-460"]
    assert run["lateRisk"]["level"] == "late"
    assert run["lateRisk"]["minutesLeft"] < 0
    kinds = [each["kind"] for each in run["lateRisk"]["consequences"]]
    assert {"lumpLost", "tendersClosed", "workerAffected"} <= set(kinds)
    assert {"workerFined", "solidarityLessDeclared"}.isdisjoint(kinds)


def test_a_late_extra_at_funerals_has_no_lump_to_lose(cafe: Caller) -> None:
    funeral = extra(
        new_ssin(769), jointCommittee="320", lump=None, startDate="2026-11-30", endDate="2026-12-01"
    )

    run = cafe.validate({name: value for name, value in funeral.items() if value is not None})

    assert (run["valid"], run["lateRisk"]["level"]) == (True, "late")
    assert "lumpLost" not in [each["kind"] for each in run["lateRisk"]["consequences"]]


def test_a_start_today_at_an_unknown_hour_may_be_late(cafe: Caller) -> None:
    today = student(new_ssin(768), startDate="2026-12-01", endDate="2026-12-20")
    risk = cafe.validate(today, headers={"Accept-Language": "en"})["lateRisk"]

    assert (risk["level"], risk["minutesLeft"] < 0) == ("near", True)
    assert risk["text"].startswith("The deadline may have passed already; that is not certain.")


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_dry_run_speaks_the_asked_language(cafe: Caller, language: str) -> None:
    answer = cafe.post(
        "/v1/declarations/validate",
        student(new_ssin(767)),
        key=None,
        headers={"Accept-Language": language},
    )
    not_advice = {"nl": "geen juridisch advies", "fr": "pas un avis", "de": "keine Rechts", "en": "not legal"}

    assert answer.headers["Content-Language"] == language
    assert answer.headers["Cache-Control"] == "no-store"
    assert not_advice[language] in answer.json()["lateRisk"]["text"]


def received(house: House) -> str:
    return httpx.get(f"{house.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60).text
