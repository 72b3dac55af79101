"""Multi-Dimona over HTTP: lists in, rows filed, what is wrong comes back ready to mend."""

import csv
import io
import json
import re
import time
import uuid
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from chalicelib.adapters.spreadsheets.csv_file import write_csv
from chalicelib.adapters.spreadsheets.xlsx_writer import Sheet, write_xlsx
from chalicelib.edge.batch_files import CSV, XLSX
from infra.environments import ROOT
from infra.local.house import House
from tests.api.callers import Caller, caller_with, new_ssin, student
from tests.api.test_privacy import PROCESSES, everything_stored
from tests.batches.students import HEADINGS, student_line

BATCHES = "/v1/declarationBatches"
PATIENCE = 120


def line(number: int, **changes: str) -> list[str]:
    return student_line(new_ssin(number), f"row-{number}", **changes)


LIGATURE = "\ufdfa"
"""One letter of a name that folds into eighteen: 48 of them were more than a key of the store takes."""


def test_a_name_of_letters_that_fold_into_many_holds_nobody_up(cafe_test: Caller) -> None:
    long = {"Naam": LIGATURE * 48, "Voornaam": LIGATURE * 24}
    content = write_csv([HEADINGS, line(930), line(931, **long), line(932)])

    batch = completed(cafe_test, send(cafe_test, content))

    assert [each["state"] for each in rows(cafe_test, batch)] == ["recorded"] * 3
    found = cafe_test.get("/v1/workers", params={"q": LIGATURE}).json()["items"]
    assert [each["familyName"] for each in found] == [LIGATURE * 48]
    added = {"ssin": new_ssin(933), "familyName": LIGATURE * 47, "givenName": LIGATURE * 24}
    assert cafe_test.post("/v1/workers", added).status_code == 201
    assert len(cafe_test.get("/v1/workers", params={"q": LIGATURE * 4}).json()["items"]) == 2


def send(caller: Caller, content: bytes, kind: str = CSV, **headers: str) -> httpx.Response:
    given = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": kind, **headers}
    return caller.http.post(
        BATCHES, content=content, headers={"Authorization": f"Bearer {caller.key}", **given}
    )


def completed(caller: Caller, sent: httpx.Response) -> Any:
    """Follow a batch to its end, as a page would, and return it."""
    assert sent.status_code == 202, sent.text
    deadline, batch = time.monotonic() + PATIENCE, sent.json()
    while batch["state"] == "processing":
        assert batch["pollAfter"]
        assert time.monotonic() < deadline, batch
        time.sleep(0.1)
        batch = caller.get(sent.headers["Location"]).json()
    return batch


def rows(caller: Caller, batch: Any, **query: str) -> list[Any]:
    found: list[Any] = []
    page = caller.get(f"{BATCHES}/{batch['id']}/rows", params=query).json()
    while True:
        found += page["items"]
        if "next" not in page:
            return found
        page = caller.get(page["next"]).json()


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_a_file_is_filed_row_by_row(cafe: Caller, kind: str) -> None:
    first = 1000 if kind == CSV else 1100
    lines = [HEADINGS, line(first), line(first + 1, Begindatum="31/31/2026"), line(first + 2)]
    content = write_csv(lines) if kind == CSV else write_xlsx([Sheet("x", lines)])

    batch = completed(cafe, send(cafe, content, kind))

    assert {name: batch[name] for name in ("state", "total", "processed", "recorded", "rejected")} == {
        "state": "completed", "total": 3, "processed": 3, "recorded": 2, "rejected": 1,
    }  # fmt: skip
    assert batch["format"] == ("csv" if kind == CSV else "xlsx")
    outcomes = rows(cafe, batch)
    assert [(row["row"], row["state"]) for row in outcomes] == [
        (1, "recorded"),
        (2, "rejected"),
        (3, "recorded"),
    ]
    assert cafe.settled(outcomes[0]["declarationId"])["state"] == "accepted"
    (issue,) = outcomes[1]["issues"]
    assert (issue["code"], issue["name"], issue["column"]) == ("cellDate", "startDate", "Begindatum")


def test_json_rows_are_declarations_as_single_ones(cafe: Caller) -> None:
    declarations = [student(new_ssin(1200)), student(new_ssin(1201), plannedHours=None), {"type": "x"}]

    batch = completed(cafe, cafe.post(BATCHES, {"declarations": declarations}))

    outcomes = rows(cafe, batch, pageSize="1")
    assert [row["state"] for row in outcomes] == ["recorded", "rejected", "rejected"]
    assert [issue["name"] for row in outcomes for issue in row["issues"]] == [
        "declarations[1].plannedHours",
        "declarations[2].type",
    ]
    assert [row["row"] for row in rows(cafe, batch, state="rejected")] == [2, 3]


def test_corrections_are_mended_and_sent_again(cafe: Caller) -> None:
    lines = [HEADINGS, line(1300), line(1301, Begindatum="geen"), line(1302, **{"Type werknemer": "piloot"})]
    batch = completed(cafe, send(cafe, write_csv(lines)))

    answer = cafe.get(f"{BATCHES}/{batch['id']}/corrections.csv", headers={"Accept-Language": "fr"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert table[0] == [*HEADINGS, "Envoyé auparavant comme", "Raison"]
    assert [row[8] for row in table[1:]] == ["row-1301", "row-1302"]
    assert "Begindatum: Écrivez une date" in table[1][-1]
    assert new_ssin(1301) not in answer.text
    table[1][5], table[2][3] = "11/12/2026", "student"
    again = completed(cafe, send(cafe, write_csv(table)))
    assert (again["recorded"], again["rejected"]) == (2, 0)
    assert cafe.settled(rows(cafe, again)[0]["declarationId"])["state"] == "accepted"


def test_corrections_of_json_name_what_is_missing_and_are_mended(cafe: Caller) -> None:
    body = {"type": "in", "worker": {"ssin": new_ssin(1350), "familyName": "ab"}, "mood": "good"}
    batch = completed(cafe, cafe.post(BATCHES, {"declarations": [body]}))

    answer = cafe.get(f"{BATCHES}/{batch['id']}/corrections.csv", headers={"Accept-Language": "nl"})

    headings, mended = list(
        csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert headings == [
        "Soort aangifte",
        "Rijksregisternummer",
        "Naam",
        "Type werknemer",
        "Paritair comité",
        "Begindatum",
        "Eerder verstuurd als",
        "Reden",
    ]
    for part in ("Type werknemer: Vul dit in.", "Paritair comité: Vul", "Begindatum: Vul", "mood: Dit veld"):
        assert part in mended[-1]
    mended[3:6] = ["werknemer", "XXX", "10/12/2026"]
    again = completed(cafe, send(cafe, write_csv([headings, mended])))
    assert (again["recorded"], again["rejected"]) == (1, 0), rows(cafe, again)


def test_corrections_as_a_spreadsheet_load_again(cafe: Caller) -> None:
    batch = completed(cafe, send(cafe, write_csv([HEADINGS, line(1400, Einddatum="")])))
    content = cafe.get(f"{BATCHES}/{batch['id']}/corrections.xlsx").content
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0]["G2"] = "20/12/2026"
    written = io.BytesIO()
    book.save(written)

    assert completed(cafe, send(cafe, written.getvalue(), XLSX))["recorded"] == 1


def test_numbers_in_corrections_need_the_right_to_see_them_and_leave_an_entry(
    cafe: Caller, owner: Caller, house: House
) -> None:
    batch = completed(cafe, send(cafe, write_csv([HEADINGS, line(1450, Einddatum="")])))
    path = f"{BATCHES}/{batch['id']}/corrections.csv"

    assert cafe.get(path, params={"reveal": "ssin"}).status_code == 403
    assert cafe.get(path, params={"reveal": "all"}).status_code == 400
    assert new_ssin(1450) not in owner.get(path).text
    assert new_ssin(1450) in owner.get(path, params={"reveal": "ssin"}).text
    log = house.log("api")
    assert log.count(f'"what":"corrections of {batch["id"]}"') == 1, "one look was at the numbers"


@pytest.fixture(scope="module")
def owner(house: House, http: httpx.Client) -> Caller:
    """The café's owner, signed in."""
    person = next(each for each in house.ready["signIns"] if each["employer"] == "0999999922")
    token = http.post("/v1/sessions", json={name: person[name] for name in ("email", "password")})
    return Caller(http, token.json()["token"])


def test_the_same_file_twice_files_nothing_twice(cafe: Caller) -> None:
    content = write_csv([HEADINGS, line(1500), line(1501)])
    first = completed(cafe, send(cafe, content))
    filed = [row["declarationId"] for row in rows(cafe, first)]

    second = completed(cafe, send(cafe, content))

    assert (second["recorded"], second["alreadyRecorded"], second["rejected"]) == (0, 2, 0)
    assert [row["declarationId"] for row in rows(cafe, second)] == filed


def test_the_same_key_answers_the_same(cafe: Caller) -> None:
    content = write_csv([HEADINGS, line(1550)])
    first = send(cafe, content, **{"Idempotency-Key": "batch-key"})
    again = send(cafe, content, **{"Idempotency-Key": "batch-key"})

    assert (again.status_code, again.text) == (202, first.text)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = send(cafe, content + b"x", **{"Idempotency-Key": "batch-key"})
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"hello", CSV, 400, "fileNoHeading"),
        (b"hello", XLSX, 400, "fileNotSpreadsheet"),
        (b"INSZ;Naam\n" + b"1;x\n" * 5001, CSV, 400, "fileTooManyRows"),
        (b"INSZ;Naam;Eindatum\n1;x;y\n", CSV, 400, "columnUnclear"),
        (b'{"declarations": []}', "application/json", 400, "fileNoRows"),
        (b'{"declarations": 7}', "application/json", 400, "invalidValue"),
        (b"{}", "application/json", 400, "required"),
        (b"x", "application/pdf", 415, "fileMediaType"),
        (b"x", "multipart/form-data", 415, "fileMediaType"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(
    cafe: Caller, content: bytes, kind: str, status: int, code: str
) -> None:
    answer = send(cafe, content, kind, **{"Accept-Language": "de"})

    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert code in [issue["code"] for issue in answer.json()["issues"]]
    assert answer.headers["Content-Language"] == "de"


def test_a_key_is_required_and_four_megabytes_are_the_most(cafe: Caller) -> None:
    headers = {"Authorization": f"Bearer {cafe.key}", "Content-Type": CSV}
    missing = cafe.http.post(BATCHES, content=b"INSZ;Naam\n1;x\n", headers=headers)
    assert [issue["name"] for issue in missing.json()["issues"]] == ["Idempotency-Key"]
    assert send(cafe, b"x" * (4 * 1024 * 1024 + 1)).status_code == 413


def test_another_employer_or_mode_finds_nothing(cafe: Caller, builder: Caller, cafe_test: Caller) -> None:
    batch = completed(cafe, send(cafe, write_csv([HEADINGS, line(1600), line(1601, Uren="")])))

    for stranger in (builder, cafe_test):
        for path in ("", "/rows", "/corrections.csv", "/corrections.xlsx"):
            assert stranger.get(f"{BATCHES}/{batch['id']}{path}").status_code == 404
    assert cafe.get(f"{BATCHES}/bat_none").status_code == 404


def test_a_cursor_of_another_batch_is_refused(cafe: Caller) -> None:
    content = write_csv([HEADINGS, line(1650), line(1651)])
    batch = completed(cafe, send(cafe, content))
    other = completed(cafe, send(cafe, content))
    page = cafe.get(f"{BATCHES}/{batch['id']}/rows", params={"pageSize": 1}).json()
    cursor = httpx.URL(page["next"]).params["cursor"]

    assert cafe.get(f"{BATCHES}/{other['id']}/rows", params={"cursor": cursor}).status_code == 400


def test_a_sandbox_batch_is_filed_in_the_sandbox(cafe_test: Caller) -> None:
    batch = completed(cafe_test, send(cafe_test, write_csv([HEADINGS, line(1700)])))
    (row,) = rows(cafe_test, batch)
    assert cafe_test.settled(row["declarationId"])["mode"] == "test"


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("worker_type", [None, "STU", "EXT", "FLX", "OTH", "BCW", "IVT", "TRI", "STG"])
def test_a_template_loads_once_it_is_filled_in(cafe: Caller, language: str, worker_type: str | None) -> None:
    query = {"workerType": worker_type} if worker_type else {}
    headers = {"Accept-Language": language}
    empty = cafe.get(f"{BATCHES}/template.csv", params=query, headers=headers)
    assert empty.status_code == 200, empty.text
    refused = send(cafe, empty.content, **headers)
    assert [issue["code"] for issue in refused.json()["issues"]] == ["fileNoRows"]

    book = load_workbook(
        io.BytesIO(cafe.get(f"{BATCHES}/template.xlsx", params=query, headers=headers).content)
    )
    titles = [cell.value for cell in book.worksheets[0][1]]
    assert titles == empty.content.decode("utf-8-sig").strip().split(";")
    explained = list(book.worksheets[1].iter_rows(values_only=True))
    assert [row[0] for row in explained[1:]] == titles
    assert all(row[1] and row[2] for row in explained)


@pytest.mark.parametrize("worker_type", ["STU", "EXT", "OTH", "BCW", "IVT"])
def test_the_examples_of_a_template_can_be_filed(cafe: Caller, worker_type: str) -> None:
    content = cafe.get(f"{BATCHES}/template.xlsx", params={"workerType": worker_type}).content
    _, *explained = load_workbook(io.BytesIO(content)).worksheets[1].iter_rows(values_only=True)
    example = {str(row[0]): str(row[3] or "") for row in explained}
    filled = {**example, "Rijksregisternummer": new_ssin(1750 + ord(worker_type[0])), "Geboortedatum": ""}
    if worker_type == "EXT":
        filled["Einddatum"] = example["Begindatum"]
    known = {name: text for name, text in filled.items() if name in example}

    batch = completed(cafe, send(cafe, write_csv([list(known), list(known.values())])))

    assert rows(cafe, batch)[0]["state"] == "recorded", rows(cafe, batch)


def test_a_template_of_no_worker_type(cafe: Caller) -> None:
    assert cafe.get(f"{BATCHES}/template.csv", params={"workerType": "DWD"}).status_code == 400
    assert cafe.http.get(f"{BATCHES}/template.csv").status_code == 401


def test_a_national_number_of_a_batch_is_nowhere_in_the_open(cafe: Caller, house: House) -> None:
    lines = [
        HEADINGS,
        line(1900),
        line(1901, Begindatum="geen"),
        line(1902, Naam=new_ssin(1903), Einddatum=""),
    ]
    batch = completed(cafe, send(cafe, write_csv(lines)))
    cafe.get(f"{BATCHES}/{batch['id']}/corrections.xlsx")
    shown = repr(rows(cafe, batch)) + cafe.get(f"{BATCHES}/{batch['id']}/corrections.csv").text
    table, logs = repr(everything_stored(house)), {name: house.log(name) for name in PROCESSES}

    assert batch["id"] in table
    for number in map(new_ssin, (1900, 1901, 1902, 1903)):
        assert number not in shown
        assert number not in table
        assert [name for name, log in logs.items() if number in log] == []


def test_a_batch_of_several_employers_names_one(house: House, http: httpx.Client, cafe: Caller) -> None:
    builder = caller_with(http, house, employer="0999999823", mode="live")
    body = {"employer": "0999999922", "declarations": [student(new_ssin(1950))]}
    assert builder.post(BATCHES, body).status_code == 403
    assert completed(cafe, cafe.post(BATCHES, body))["employer"]["enterpriseNumber"] == "0999999922"
    assert send(cafe, write_csv([HEADINGS, line(1951)])).status_code == 202


def test_what_the_page_for_partners_shows_can_be_filed(cafe: Caller) -> None:
    page = (ROOT / "docs" / "batches.md").read_text(encoding="utf-8")
    (body,) = re.findall(r"-d '(.*?)'\n", page, re.DOTALL)
    assert completed(cafe, cafe.post(BATCHES, json.loads(body)))["rejected"] == 0
