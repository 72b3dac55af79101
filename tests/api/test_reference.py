"""The rule tables over HTTP: in the caller's language, kept for a while, the same for everybody."""

from typing import Any

import httpx
import pytest

from tests.api.callers import Caller

PATHS = ("/v1/workerTypes", "/v1/jointCommittees", "/v1/anomalies", "/v1/consequences")


def items(caller: Caller, path: str, language: str = "en", **params: str) -> dict[str, Any]:
    """The rows of a table by their code, number or kind."""
    rows = caller.get(path, headers={"Accept-Language": language}, params=params).json()["items"]
    return {row.get("code") or row.get("number") or row["kind"]: row for row in rows}


@pytest.mark.parametrize("path", PATHS)
def test_a_table_is_for_any_known_caller(
    http: httpx.Client, cafe: Caller, cafe_test: Caller, path: str
) -> None:
    assert http.get(path).status_code == 401
    assert cafe.get(path).json() == cafe_test.get(path).json()


@pytest.mark.parametrize("path", PATHS)
def test_a_table_is_kept_until_it_changes(cafe: Caller, path: str) -> None:
    first = cafe.get(path, headers={"Accept-Language": "nl"})
    assert first.headers["Cache-Control"] == "private, max-age=3600"
    assert "Accept-Language" in first.headers["Vary"]
    tag = first.headers["ETag"]

    again = cafe.get(path, headers={"Accept-Language": "nl", "If-None-Match": f'"old", W/{tag}'})
    french = cafe.get(path, headers={"Accept-Language": "fr", "If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert french.status_code == 200
    assert french.headers["ETag"] != tag


def test_what_is_personal_is_never_kept(cafe: Caller) -> None:
    for path in ("/v1/me", "/v1/workers", "/v1/declarations", "/v1/employers/0999999922"):
        assert cafe.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Student"), ("fr", "Étudiant"), ("de", "Student"), ("en", "Student")],
)
def test_worker_types_say_what_to_fill_in(cafe: Caller, language: str, name: str) -> None:
    types = items(cafe, "/v1/workerTypes", language)

    assert set(types) == {"OTH", "BCW", "STU", "EXT", "FLX", "IVT", "TRI", "STG"}
    student = types["STU"]
    assert student["name"] == name
    assert student["explanation"]
    (standard,) = student["variants"]
    assert standard["sameQuarter"] is True
    presence = {field: rule["presence"] for field, rule in standard["fields"].items()}
    assert presence == {
        "jointCommittee": "required",
        "lump": "forbidden",
        "usingEmployer": "forbidden",
        "startDate": "required",
        "ssin": "optional",
        "endDate": "required",
        "startHour": "forbidden",
        "endHour": "forbidden",
        "plannedHours": "required",
        "placeOfWork": "optional",
        "smallStatutes": "forbidden",
        "controlCards": "forbidden",
        "workStartsAt": "optional",
    }
    assert all(rule["name"] and rule["source"] for rule in standard["fields"].values())
    assert [row["limit"] for row in student["quotas"]] == [475, 600, 650]


def test_variants_committees_and_operations_carry_their_certainty(cafe: Caller) -> None:
    extra = items(cafe, "/v1/workerTypes")["EXT"]
    lump, hours = extra["variants"]

    assert (lump["code"], hours["code"]) == ("dayLump", "hours")
    assert lump["fields"]["lump"]["inCommittees"] == {"302": "required", "322": "optional"}
    assert [each["value"] for each in lump["fields"]["lump"]["choices"]] == ["hours", "day"]
    assert (lump["fields"]["endHour"]["presence"], hours["fields"]["endHour"]["presence"]) == (
        "forbidden",
        "required",
    )
    later = hours["operations"]["startLater"]
    assert (later["allowed"], later["code"], later["certainty"]) == (False, "00910-344", "official")
    assert later["remedy"]
    assert hours["operations"]["cancel"]["allowed"] is True
    assert "code" not in hours["operations"]["cancel"]
    fits = {row["number"]: row for row in extra["committees"]}
    assert len(fits) == 9
    assert fits["302"]["fits"] is True
    assert (fits["XXX"]["fits"], fits["XXX"]["certainty"]) == (False, "inferred")
    ordinary = {row["number"]: row for row in items(cafe, "/v1/workerTypes")["OTH"]["committees"]}
    assert (ordinary["302"]["fits"], ordinary["302"]["instead"]) == (False, "XXX")


def test_the_parts_of_a_block_are_shown(cafe: Caller) -> None:
    (standard,) = items(cafe, "/v1/workerTypes")["IVT"]["variants"]

    parts = standard["fields"]["smallStatutes"]["parts"]

    assert {name: part["presence"] for name, part in parts.items()} == {
        "employmentNature": "required",
        "workerStatus": "required",
        "activityWithRisk": "optional",
    }
    assert [each["value"] for each in parts["workerStatus"]["choices"]] == ["F1", "F2"]


def test_joint_committees(cafe: Caller) -> None:
    committees = items(cafe, "/v1/jointCommittees", "nl")

    assert set(committees) == {"124", "140", "144", "145", "149", "302", "320", "322", "XXX"}
    assert committees["302"]["name"] == "Horeca"
    assert (committees["302"]["lump"], committees["145"]["lump"]) == (True, False)
    assert (committees["322"]["forUsingEmployer"], committees["XXX"]["forUsingEmployer"]) == (False, True)
    assert committees["149"]["validFrom"] == "2017-10-01"


def test_anomalies_are_explained(cafe: Caller) -> None:
    rows = items(cafe, "/v1/anomalies", "de")

    assert len(rows) == 201
    committee = rows["90374-349"]
    assert (committee["blocking"], committee["element"]) == (True, "features")
    assert committee["officialLabels"]["nl"].startswith("Onverenigbaarheid")
    assert all(committee[part] for part in ("label", "meaning", "remedy", "source", "asOf"))
    assert rows["90017-510"]["actionRequired"] is True
    assert rows["90017-369"]["blockingFor"] == ["O17", "S17", "T17"]
    assert "blockingFor" not in committee


EVERYBODY = {"criminalFine", "administrativeFine", "prison", "tendersClosed", "workerAffected"}
WHEN_MISSING = {
    "solidarityContribution", "solidarityLessDeclared", "solidarityInProportion", "workerFined",
}  # fmt: skip


def test_consequences_of_today_and_of_another_day(cafe: Caller) -> None:
    today = cafe.get("/v1/consequences", headers={"Accept-Language": "en"}).json()
    rows = {row["kind"]: row for row in today["items"]}

    assert today["asOf"] == "2026-12-01"
    assert "not legal advice" in today["note"]
    assert (rows["criminalFine"]["min"], rows["criminalFine"]["max"]) == (6000, 70000)
    assert (rows["prison"]["unit"], rows["prison"]["currency"]) == ("months", None)
    assert all(row["source"] and row["certainty"] and row["validFrom"] for row in rows.values())
    assert set(rows) == {*EVERYBODY, *WHEN_MISSING, "studentContributionLost", "lumpLost", "flexiStatusLost"}
    assert len(rows) == len(today["items"])
    assert rows["solidarityLessDeclared"]["certainty"] == "official"
    assert rows["lumpLost"]["jointCommittees"] == ["144", "145", "302"]
    earlier = items(cafe, "/v1/consequences", on="2024-01-15")
    assert (earlier["criminalFine"]["max"], earlier["criminalFine"]["validUntil"]) == (48000, "2024-06-30")


def test_consequences_of_a_worker_type_and_a_fault(cafe: Caller) -> None:
    flexi = items(cafe, "/v1/consequences", workerType="FLX")
    missing = items(cafe, "/v1/consequences", workerType="OTH", fault="missing")

    assert "flexiStatusLost" in flexi
    assert {"lumpLost", "studentContributionLost"}.isdisjoint(flexi)
    assert set(missing) == {*EVERYBODY, *WHEN_MISSING}
    assert set(items(cafe, "/v1/consequences", workerType="OTH", fault="late")) == EVERYBODY
    for committee, lost in (("302", True), ("145", True), ("320", False)):
        extra = items(cafe, "/v1/consequences", workerType="EXT", jointCommittee=committee)
        assert ("lumpLost" in extra) is lost
    wrong = cafe.get("/v1/consequences", params={"on": "yesterday"})
    assert (wrong.status_code, wrong.json()["issues"][0]["name"]) == (400, "on")
