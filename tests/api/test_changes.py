"""What may happen to a period over HTTP: an end, a change, a cancellation, a replacement, in their order."""

from typing import Any

import pytest

from tests.api.callers import SETTLED, Caller, extra, filing, new_ssin, refused_in_four_languages, student


def ordinary(number: int, **fields: Any) -> dict[str, Any]:
    return filing(new_ssin(number), "OTH", **fields)


def accepted(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    settled = caller.settled(caller.file(body)["id"])
    assert settled["state"] == "accepted", settled["rsz"]
    return settled


def test_an_open_period_is_ended(cafe: Caller) -> None:
    period = accepted(cafe, ordinary(700))["period"]

    out = cafe.file({"type": "out", "period": period["id"], "endDate": "2026-12-31", "reference": "last"})

    assert (out["type"], out["period"], out["endDate"]) == ("out", period, "2026-12-31")
    assert (out["worker"]["name"], out["worker"]["ssin"]) == ("Alma Voorbeeld", "01.02.01-***.**")
    assert (out["workerType"], out["startDate"], out["changes"]) == (None, None, [])
    assert out["deadline"]["rule"] == "out.nextWorkingDay"
    assert out["deadline"]["at"] == "2027-01-02T23:59:59+01:00"  # the working Saturday after New Year
    settled = cafe.settled(out["id"])
    assert (settled["state"], settled["timeliness"]) == ("accepted", "onTime")
    assert settled["rsz"]["periodId"] == period["rszNumber"]
    twice = cafe.post("/v1/declarations", {"type": "out", "period": period["id"], "endDate": "2027-01-31"})
    assert [issue["code"] for issue in twice.json()["issues"]] == ["00913-356"]
    assert "2026-12-31" in twice.json()["issues"][0]["detail"]


def test_an_end_filed_right_after_the_start_is_held_until_the_start_is_accepted(cafe: Caller) -> None:
    started = cafe.file(ordinary(701))
    out = cafe.file({"type": "out", "period": started["period"]["id"], "endDate": "2026-12-24"})

    assert (out["state"], out["period"]["rszNumber"]) == ("held", None)
    assert out["pollAfter"] is not None
    settled = cafe.settled(out["id"])
    assert settled["state"] == "accepted"
    events = cafe.get(f"/v1/declarations/{out['id']}/events").json()["items"]
    happened = [event["type"] for event in events]
    assert happened == ["recorded", "held", "released", "sendingStarted", "filed", "accepted"]
    first = cafe.settled(started["id"])
    assert settled["sentAt"] >= first["settledAt"]
    assert settled["period"]["rszNumber"] == first["period"]["rszNumber"]


def test_a_period_is_named_by_the_number_of_the_rsz_as_well(cafe: Caller) -> None:
    period = accepted(cafe, ordinary(702))["period"]

    cancelled = cafe.file({"type": "cancel", "period": period["rszNumber"]})

    assert cancelled["period"] == period
    assert cafe.settled(cancelled["id"])["state"] == "accepted"


def test_the_number_of_a_stranger_ends_like_one_that_does_not_exist(cafe: Caller, builder: Caller) -> None:
    numbers = (accepted(cafe, ordinary(711))["period"]["rszNumber"], "900000000116")

    ends = []
    for number in numbers:
        filed = builder.file({"type": "cancel", "period": number})
        assert (filed["state"], filed["deadline"]["assumed"]) == ("held", True)
        ended = builder.until(filed["id"], SETTLED | {"withdrawn"})
        ends.append(
            {name: ended[name] for name in ("state", "reason", "rsz", "effect", "sentAt", "workerType")}
        )

    assert ends[0] == ends[1]
    assert (ends[0]["state"], ends[0]["reason"]["code"]) == ("withdrawn", "noPeriod")


def test_an_end_moves_and_is_removed(cafe: Caller) -> None:
    period = accepted(cafe, ordinary(703, endDate="2027-01-29"))["period"]["id"]

    later = cafe.file({"type": "update", "period": period, "endDate": "2027-02-26"})
    assert (later["changes"], later["deadline"]["rule"]) == (["endDate"], "update.endLater")
    assert later["deadline"]["assumed"] is True
    assert cafe.settled(later["id"])["state"] == "accepted"

    removed = cafe.file({"type": "update", "period": period, "endDate": None})
    assert (removed["changes"], removed["endDate"]) == (["endDate"], None)
    assert cafe.settled(removed["id"])["state"] == "accepted"
    out = cafe.file({"type": "out", "period": period, "endDate": "2026-12-31"})
    assert cafe.settled(out["id"])["state"] == "accepted"


def test_planned_hours_of_a_student_change(cafe: Caller) -> None:
    period = accepted(cafe, student(new_ssin(704)))["period"]["id"]

    changed = cafe.file({"type": "update", "period": period, "plannedHours": 40})

    assert (changed["changes"], changed["plannedHours"]) == (["plannedHours"], 40)
    assert changed["deadline"]["at"] == "2027-01-31T23:59:59+01:00"
    assert cafe.settled(changed["id"])["state"] == "accepted"
    again = cafe.post("/v1/declarations", {"type": "update", "period": period, "plannedHours": 40})
    assert [issue["code"] for issue in again.json()["issues"]] == ["90378-444"]


def test_a_shift_of_an_extra_becomes_longer(cafe: Caller) -> None:
    period = accepted(cafe, extra(new_ssin(705)))["period"]["id"]

    longer = cafe.file({"type": "update", "period": period, "endHour": "03:30"})

    assert (longer["endHour"], longer["endDate"], longer["changes"]) == ("03:30", None, ["endHour"])
    assert longer["deadline"] | {"text": "", "source": ""} == {
        "at": "2026-12-11T10:00:00+01:00",
        "fileBy": "2026-12-11T10:00:00+01:00",
        "rule": "ext.endLater",
        "assumed": False,
        "text": "",
        "source": "",
        "certainty": "official",
    }
    assert cafe.settled(longer["id"])["state"] == "accepted"


def test_a_cancelled_period_is_over(cafe: Caller) -> None:
    period = accepted(cafe, ordinary(706))["period"]["id"]

    cancelled = cafe.settled(cafe.file({"type": "cancel", "period": period})["id"])

    assert (cancelled["state"], cancelled["effect"]) == ("accepted", None)
    after = cafe.post("/v1/declarations", {"type": "out", "period": period, "endDate": "2026-12-31"})
    assert "00913-355" in [issue["code"] for issue in after.json()["issues"]]


def test_a_replacement_cancels_first_and_files_then(cafe: Caller) -> None:
    old = accepted(cafe, ordinary(707, reference="hire-707"))

    new = cafe.file(ordinary(707, startDate="2026-12-14", replaces=old["period"]["id"], reference="hire-707"))

    assert (new["state"], new["replaces"]) == ("held", old["period"]["id"])
    assert new["period"]["id"] != old["period"]["id"]
    settled = cafe.settled(new["id"])
    assert settled["state"] == "accepted"
    both = cafe.get("/v1/declarations", params={"reference": "hire-707"}).json()["items"]
    assert sorted((each["type"], each["state"]) for each in both) == [
        ("cancel", "accepted"),
        ("in", "accepted"),
        ("in", "accepted"),
    ]
    (cancel,) = [each for each in both if each["type"] == "cancel"]
    assert cancel["period"] == old["period"]
    assert cancel["settledAt"] <= settled["sentAt"]


def test_a_start_that_the_rsz_refused_has_no_period_to_end(cafe: Caller) -> None:
    accepted(cafe, ordinary(708))
    refused = cafe.settled(cafe.file(ordinary(708))["id"])
    assert refused["state"] == "refused"

    out = cafe.post(
        "/v1/declarations", {"type": "out", "period": refused["period"]["id"], "endDate": "2026-12-31"}
    )

    assert [issue["code"] for issue in out.json()["issues"]] == ["00913-357"]


def test_what_waited_for_a_refused_start_is_withdrawn_and_says_why(cafe: Caller) -> None:
    accepted(cafe, ordinary(710))
    doubled = cafe.file(ordinary(710))

    out = cafe.file({"type": "out", "period": doubled["period"]["id"], "endDate": "2026-12-31"})

    withdrawn = cafe.until(out["id"], {"withdrawn"})
    assert (withdrawn["reason"]["code"], withdrawn["sentAt"]) == ("noPeriod", None)
    assert "RSZ" in withdrawn["reason"]["text"]
    assert out["reason"] is None


@pytest.mark.parametrize(
    ("body", "code", "name"),
    [
        ({"type": "update", "startDate": "2026-12-11"}, "00910-344", "startDate"),
        ({"type": "update", "startHour": "08:00"}, "00777-005", "startHour"),
        ({"type": "update", "plannedHours": 10}, "01135-005", "plannedHours"),
        ({"type": "update", "endDate": "2026-12-31"}, "00913-359", "endDate"),
        ({"type": "update"}, "90378-360", "startDate"),
        ({"type": "out", "endDate": "2026-12-09"}, "00911-014", "endDate"),
        ({"type": "update", "jointCommittee": "140"}, "unknownField", "jointCommittee"),
        ({"type": "out"}, "required", "endDate"),
        ({"type": "out", "endDate": None}, "invalidDate", "endDate"),
        ({"type": "cancel", "endDate": "2026-12-31"}, "unknownField", "endDate"),
    ],
)
def test_what_is_not_possible_is_said_where_it_is_wrong(
    cafe: Caller, standing: str, body: dict[str, Any], code: str, name: str
) -> None:
    before = cafe.newest()

    refused_in_four_languages(cafe, {**body, "period": standing}, code, name)

    assert cafe.newest() == before
    assert cafe.validate({"type": "out", "period": standing, "endDate": "2026-12-31"})["valid"] is True


@pytest.fixture(scope="module")
def standing(cafe: Caller) -> str:
    """An ordinary worker's open period."""
    return str(accepted(cafe, ordinary(709))["period"]["id"])


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("per_nobodys", "00913-354"),
        ("900000000117", "00913-003"),
        ("somewhere", "00913-003"),
    ],
)
def test_a_period_that_is_not_there(cafe: Caller, period: str, code: str) -> None:
    for body in (
        {"type": "out", "period": period, "endDate": "2026-12-31"},
        {"type": "update", "period": period, "endDate": "2026-12-31"},
        {"type": "cancel", "period": period},
    ):
        issues = cafe.post("/v1/declarations", body).json()["issues"]
        assert [(issue["code"], issue["name"]) for issue in issues] == [(code, "period")]
        assert cafe.validate(body)["issues"] == issues
