"""Exports over HTTP: asked for, made in the background, downloaded, and nobody else's."""

import csv
import io
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from infra.local.house import House
from tests.api.callers import Caller, new_ssin, signed_in, student
from tests.api.test_periods import until

SSIN = new_ssin(860)
EVIL = {"ssin": SSIN, "familyName": "=cmd|x", "givenName": "@Sum"}


@pytest.fixture(scope="module")
def cafe_owner(house: House, http: httpx.Client) -> Caller:
    """The café's owner, signed in: who may see national numbers."""
    return signed_in(http, house, employer="0999999922")


@pytest.fixture(scope="module")
def filed(cafe: Caller) -> dict[str, Any]:
    """A declaration of somebody whose name looks like a formula."""
    body = student(SSIN, worker=EVIL, reference="export-860")
    return cafe.settled(cafe.file(body)["id"])


def exported(caller: Caller, body: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Ask for an export and wait for it."""
    asked = caller.post("/v1/exports", body, key=None, **options)
    assert asked.status_code == 202, asked.text
    assert asked.headers["Location"] == f"/v1/exports/{asked.json()['id']}"
    return dict(until(lambda: _completed(caller, asked.headers["Location"])))


def _completed(caller: Caller, location: str) -> dict[str, Any] | None:
    shown = caller.get(location).json()
    return shown if shown["state"] == "completed" else None


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_csv_opens_in_a_belgian_excel_and_holds_no_formula(cafe: Caller, filed: dict[str, Any]) -> None:
    done = exported(
        cafe,
        {"kind": "declarations", "reference": "export-860"},
        headers={"Accept-Language": "nl-BE"},
    )
    answer = cafe.get(done["file"])

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert f"declarations-{done['id']}.csv" in answer.headers["Content-Disposition"]
    (only,) = lines(answer.content)
    assert (done["rows"], done["revealed"], "pollAfter" in done) == (1, False, False)
    assert only["Nummer"] == filed["id"]
    assert only["Werknemer"] == "'@Sum =cmd|x"
    assert only["Begindatum"] == "2026-12-10"
    assert only["Status"] == filed["state"]
    assert only["Rijksregisternummer"].endswith("-***.**")
    assert SSIN not in answer.text


def test_a_spreadsheet_holds_text_and_no_formula(cafe: Caller, filed: dict[str, Any]) -> None:
    done = exported(
        cafe, {"kind": "workers", "format": "xlsx", "q": "=cmd"}, headers={"Accept-Language": "en"}
    )
    answer = cafe.get(done["file"])

    sheet = load_workbook(io.BytesIO(answer.content))["Dimona24"]
    heading, only = sheet.iter_rows()
    assert [cell.value for cell in heading] == ["Number", "Family name", "Given name", "National number"]
    assert [cell.value for cell in only][:3] == [filed["worker"]["id"], "=cmd|x", "@Sum"]
    assert {cell.data_type for cell in only} == {"s"}
    assert SSIN not in str([cell.value for cell in only])


def test_more_than_a_page_is_all_there_once(cafe: Caller) -> None:
    done = exported(cafe, {"kind": "workers"})
    ids = [line[next(iter(line))] for line in lines(cafe.get(done["file"]).content)]
    assert len(ids) == len(set(ids)) >= 12


def test_filters_are_those_of_the_list(cafe: Caller, filed: dict[str, Any]) -> None:
    both = {"kind": "declarations", "reference": "export-860"}
    other = {
        "type": "out",
        "from": "2026-12-02",
        "to": "2026-11-30",
        "state": "withdrawn",
        "timeliness": "late",
    }
    for name, value in other.items():
        if name == "from":
            continue
        assert exported(cafe, {**both, name: value})["rows"] == 0, name
    assert exported(cafe, {**both, "workerId": filed["worker"]["id"], "from": "2026-12-01"})["rows"] == 1


def test_numbers_are_revealed_to_who_may_see_them_and_to_nobody_else(
    cafe: Caller, cafe_owner: Caller, filed: dict[str, Any]
) -> None:
    asked = {"kind": "declarations", "reference": "export-860", "reveal": ["ssin"]}
    assert cafe.post("/v1/exports", asked).status_code == 403

    done = exported(cafe_owner, asked)
    answer = cafe_owner.get(done["file"])
    assert SSIN in answer.text
    assert (done["revealed"], answer.headers["Cache-Control"]) == (True, "no-store")
    assert cafe.get(done["file"]).status_code == 403


def test_the_same_key_is_the_same_export(cafe: Caller) -> None:
    first = cafe.post("/v1/exports", {"kind": "workers"}, key="export-1")
    again = cafe.post("/v1/exports", {"kind": "workers"}, key="export-1")
    other = cafe.post("/v1/exports", {"kind": "declarations"}, key="export-1")

    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422


def test_strangers_see_no_export(cafe: Caller, builder: Caller, cafe_test: Caller) -> None:
    done = exported(cafe, {"kind": "workers"})
    for stranger in (builder, cafe_test):
        for path in (f"/v1/exports/{done['id']}", done["file"]):
            assert stranger.get(path).status_code == 404
    mine = {line[next(iter(line))] for line in lines(cafe.get(done["file"]).content)}
    theirs = lines(builder.get(exported(builder, {"kind": "workers"})["file"]).content)
    assert theirs
    assert not mine & {line[next(iter(line))] for line in theirs}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "periods"},
        {"kind": "workers", "format": "pdf"},
        {"kind": "workers", "state": "accepted"},
        {"kind": "declarations", "q": "x"},
        {"kind": "workers", "reveal": ["name"]},
        {"kind": "workers", "shoe": 1},
    ],
)
def test_a_wrong_order_is_refused(cafe: Caller, body: dict[str, Any]) -> None:
    assert cafe.post("/v1/exports", body).status_code == 400


def test_an_export_is_not_found_where_there_is_none(cafe: Caller) -> None:
    assert cafe.get("/v1/exports/exp_none").status_code == 404
    assert cafe.get("/v1/exports/exp_none/file").status_code == 404
