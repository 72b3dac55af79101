"""An employer's settings over HTTP: seen by all, changed by who may, never overwritten unseen."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.callers import Caller, filing, new_ssin

CAFE, BUILDER = "0999999922", "0999999823"
ONE = f"/v1/employers/{BUILDER}"
YARD: dict[str, Any] = {
    "name": "Werf Noord",
    "address": {
        "street": "Kaai",
        "houseNumber": "7",
        "postCode": "2000",
        "municipality": {"code": 11002, "name": "Antwerpen"},
        "country": 150,
    },
}


@pytest.fixture(autouse=True)
def as_before(owner: Caller) -> Iterator[None]:
    """What a test changes is put back."""
    before = owner.get(ONE).json()
    yield
    kept = {name: before[name] for name in before if name not in {"enterpriseNumber", "version"}}
    assert owner.patch(ONE, kept).status_code == 200


def test_an_employer_is_shown(builder: Caller, owner: Caller) -> None:
    shown = owner.get(ONE)

    assert shown.json() | {"version": 1} == {
        "enterpriseNumber": BUILDER,
        "name": "Bouwbedrijf Steen & Zoon",
        "rszNumber": "199999934",
        "defaultJointCommittee": "XXX",
        "workingDays": "monSat",
        "noShow": "ask",
        "languages": ["nl"],
        "version": 1,
    }
    assert builder.get(ONE).json() == shown.json()


def test_only_what_is_named_changes(owner: Caller) -> None:
    before = owner.get(ONE).json()

    answer = owner.patch(ONE, {"defaultJointCommittee": "124", "languages": ["fr", "nl", "fr"]})

    assert answer.status_code == 200, answer.text
    changed = {"defaultJointCommittee": "124", "languages": ["fr", "nl"], "version": before["version"] + 1}
    assert answer.json() == {**before, **changed}
    assert owner.get(ONE).json() == answer.json()
    assert owner.patch(ONE, {}).json() == answer.json()


def test_a_number_is_kept_in_one_spelling_and_can_go(owner: Caller) -> None:
    assert owner.patch(ONE, {"rszNumber": "1999998-37"}).json()["rszNumber"] == "199999837"
    assert owner.patch(ONE, {"rszNumber": "5999999892"}).json()["rszNumber"] == "5999999892"
    assert owner.patch(ONE, {"rszNumber": None}).json()["rszNumber"] is None


def test_the_reading_of_a_working_day_counts_at_once(owner: Caller, builder: Caller) -> None:
    period = builder.settled(builder.file(filing(new_ssin(780), "OTH"))["id"])["period"]["id"]
    out = {"type": "out", "period": period, "endDate": "2026-12-31"}
    assert builder.validate(out)["deadline"]["at"].startswith("2027-01-02")

    owner.patch(ONE, {"workingDays": "monFri"})

    deadline = builder.validate(out)["deadline"]
    assert deadline["at"].startswith("2027-01-04")
    assert deadline["fileBy"].startswith("2027-01-02")


def test_a_new_name_is_on_what_is_filed_from_then_on(owner: Caller, builder: Caller) -> None:
    owner.patch(ONE, {"name": "Steen & Dochter"})

    filed = builder.file(filing(new_ssin(781), "OTH"))

    assert filed["employer"] == {"enterpriseNumber": BUILDER, "name": "Steen & Dochter"}


def test_nobody_overwrites_unseen(owner: Caller) -> None:
    seen = owner.get(ONE).json()["version"]
    assert owner.patch(ONE, {"workingDays": "monFri", "version": seen}).status_code == 200

    late = owner.patch(ONE, {"workingDays": "monSat", "version": seen}, headers={"Accept-Language": "fr"})

    assert late.status_code == 409
    assert late.json()["type"] == "urn:problem-type:dimona24:changedMeanwhile"
    assert late.json()["title"] == "Modifié entre-temps"
    assert owner.get(ONE).json()["workingDays"] == "monFri"


@pytest.mark.parametrize(
    ("body", "code", "name"),
    [
        ({"rszNumber": "199999838"}, "00011-003", "rszNumber"),
        ({"rszNumber": "1"}, "00011-003", "rszNumber"),
        ({"defaultJointCommittee": "218"}, "00046-003", "defaultJointCommittee"),
        ({"defaultJointCommittee": None}, "invalidValue", "defaultJointCommittee"),
        ({"name": ""}, "required", "name"),
        ({"name": None}, "invalidValue", "name"),
        ({"workingDays": "always"}, "notInList", "workingDays"),
        ({"noShow": "cancel"}, "notInList", "noShow"),
        ({"languages": []}, "invalidValue", "languages"),
        ({"languages": ["nl", "it"]}, "notInList", "languages[1]"),
        ({"version": None}, "invalidNumber", "version"),
        ({"enterpriseNumber": CAFE}, "unknownField", "enterpriseNumber"),
        ({"workplaces": []}, "unknownField", "workplaces"),
    ],
)
def test_a_wrong_setting_changes_nothing(owner: Caller, body: dict[str, Any], code: str, name: str) -> None:
    before = owner.get(ONE).json()

    answer = owner.patch(ONE, {"workingDays": "monFri", **body})

    assert answer.status_code == 400, answer.text
    assert (code, name) in [(issue["code"], issue["name"]) for issue in answer.json()["issues"]]
    assert owner.get(ONE).json() == before


def test_a_key_that_files_may_look_and_not_change(builder: Caller) -> None:
    for answer in (
        builder.patch(ONE, {"workingDays": "monFri"}),
        builder.post(f"{ONE}/workplaces", YARD),
        builder.patch(f"{ONE}/workplaces/wpl_x", {"name": "x"}),
        builder.delete(f"{ONE}/workplaces/wpl_x"),
    ):
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:problem-type:belgif:missingPermission"


@pytest.mark.parametrize("number", [CAFE, "0999999724", "nonsense"])
def test_an_employer_that_is_not_theirs_is_forbidden_whether_it_exists_or_not(
    owner: Caller, number: str
) -> None:
    for answer in (
        owner.get(f"/v1/employers/{number}"),
        owner.patch(f"/v1/employers/{number}", {"workingDays": "monFri"}),
        owner.get(f"/v1/employers/{number}/workplaces"),
        owner.post(f"/v1/employers/{number}/workplaces", YARD),
        owner.get(f"/v1/employers/{number}/workplaces/wpl_x"),
    ):
        assert answer.status_code == 403


def test_places_of_work_are_kept(owner: Caller, builder: Caller) -> None:
    added = owner.post(f"{ONE}/workplaces", YARD, key=None)

    place = added.json()
    assert (added.status_code, added.headers["Location"]) == (201, f"{ONE}/workplaces/{place['id']}")
    assert place == {"id": place["id"], **YARD, "address": {**YARD["address"], "boxNumber": None}}
    assert owner.post(f"{ONE}/workplaces", YARD, key=None).json() == place
    assert builder.get(f"{ONE}/workplaces").json() == {"items": [place]}
    assert builder.get(added.headers["Location"]).json() == place

    renamed = owner.patch(added.headers["Location"], {"name": "Werf Zuid"})
    assert renamed.json() == {**place, "name": "Werf Zuid"}
    assert owner.patch(added.headers["Location"], {"name": ""}).status_code == 400

    assert owner.delete(added.headers["Location"]).status_code == 204
    assert owner.delete(added.headers["Location"]).status_code == 404
    assert owner.patch(added.headers["Location"], {"name": "x"}).status_code == 404
    assert owner.get(added.headers["Location"]).status_code == 404
    assert builder.get(f"{ONE}/workplaces").json() == {"items": []}
