"""What was rejected, as a list to mend and send again: numbers stay masked and are known again."""

from datetime import timedelta

import pytest

from chalicelib.application.batches.corrections import Corrections
from chalicelib.application.batches.uploads import Upload, json_upload
from chalicelib.application.errors import NotFoundError
from tests.application.batches.office import MIXED, Office, line, table
from tests.batches.students import HEADINGS
from tests.synthetic import (
    LIVE_BUILDER,
    LIVE_CAFE,
    MAN_2003,
    WOMAN_2007,
)


def mended(corrections: Corrections, **changes: str) -> Upload:
    """A correction file, sent again with some cells changed in every row."""
    places = {heading: place for place, heading in enumerate(corrections.headings)}
    lines = []
    for row in corrections.rows:
        cells = list(row.cells)
        for heading, text in changes.items():
            cells[places[heading]] = text
        lines.append([*cells, row.sent_before, "some reason"])
    return table(*lines, headings=[*corrections.headings, "Eerder verstuurd als", "Reden"])


def test_a_masked_number_is_known_again_when_it_comes_back(office: Office) -> None:
    batch = office.send(table(MIXED[0], MIXED[4]), "k1").body
    office.done(batch)
    corrections = office.corrections(batch)
    assert [row.cells[0] for row in corrections.rows] == ["07.02.28-***.**"]

    again = office.send(mended(corrections, Begindatum="05/12/2026"), "k2").body
    office.done(again)

    assert office.states(again) == ["recorded"]
    first, second = office.filed()
    assert first.worker_id == second.worker_id
    assert (first.terms.reference, second.terms.reference) == ("a0", "late")


def test_corrections_of_corrections(office: Office) -> None:
    first = office.send(table(MIXED[4]), "k1").body
    office.done(first)
    second = office.send(mended(office.corrections(first), Begindatum="32/12/2026"), "k2").body
    office.done(second)
    third = office.send(mended(office.corrections(second), Begindatum="05/12/2026"), "k3").body
    office.done(third)

    assert office.states(third) == ["recorded"]


@pytest.mark.parametrize(
    "spoil", ["another number", "another batch", "another row", "too late", "another employer"]
)
def test_a_masked_number_that_is_not_known_again_is_said(office: Office, spoil: str) -> None:
    batch = office.send(table(MIXED[4], line(MAN_2003, "x", Einddatum="")), "k1").body
    office.done(batch)
    corrections = office.corrections(batch)
    upload = mended(corrections, Begindatum="05/12/2026")
    row, scope = upload.rows[0], LIVE_CAFE
    match spoil:
        case "another number":
            row.content[0] = "08.02.28-***.**"
        case "another batch":
            row.content[-2] = "bat_999/1"
        case "another row":
            row.content[-2] = f"{batch}/2"
        case "too late":
            office.house.clock.advance(timedelta(hours=24))
        case "another employer":
            scope = LIVE_BUILDER
    again = office.send(upload, "k2", scope).body
    office.done(again, scope)

    first = office.rows(again, scope)[0]
    assert [(each["code"], each["name"]) for each in first["issues"]] == [("maskedNumber", "worker.ssin")]


def test_with_the_right_to_see_numbers_they_are_shown(office: Office) -> None:
    batch = office.send(table(MIXED[4], MIXED[8])).body
    office.done(batch)

    assert [row.cells[0] for row in office.corrections(batch, reveal=True).rows] == [
        WOMAN_2007,
        "07022899802",
    ]
    assert "998" not in office.corrections(batch).model_dump_json()


def test_a_number_in_the_wrong_column_is_hidden_too(office: Office) -> None:
    upload = table([f"x {WOMAN_2007}", "geen"], headings=["Naam", "Begindatum"])
    batch = office.send(upload).body
    office.done(batch)
    assert WOMAN_2007 not in office.corrections(batch).model_dump_json()


def test_corrections_of_json_have_columns(office: Office) -> None:
    body = {"type": "in", "worker": {"ssin": WOMAN_2007}, "workerType": "STU", "startDate": "2026-12-01"}
    batch = office.send(json_upload([body])).body
    office.done(batch)
    corrections = office.corrections(batch)

    assert corrections.headings[:4] == ("type", "ssin", "workerType", "startDate")
    assert corrections.rows[0].cells[:4] == ("in", "07.02.28-***.**", "STU", "2026-12-01")


def test_what_is_to_be_filled_in_has_a_column(office: Office) -> None:
    headings = [each for each in HEADINGS if each != "Einddatum"]
    at = HEADINGS.index("Einddatum")
    batch = office.send(table([*MIXED[0][:at], *MIXED[0][at + 1 :]], headings=headings)).body
    office.done(batch)
    corrections = office.corrections(batch)

    assert corrections.headings == (*headings, "endDate")
    assert [len(row.cells) for row in corrections.rows] == [len(HEADINGS)]
    again = office.send(mended(corrections, endDate="20/12/2026"), "k2").body
    office.done(again)
    assert office.states(again) == ["recorded"]


def test_corrections_end_a_day_after_the_batch(office: Office) -> None:
    batch = office.send(table(MIXED[4])).body
    office.house.clock.advance(timedelta(hours=30))
    office.done(batch)
    office.house.clock.advance(timedelta(hours=23, minutes=59))
    assert len(office.corrections(batch).rows) == 1

    office.house.clock.advance(timedelta(minutes=1))
    with pytest.raises(NotFoundError):
        office.corrections(batch)


def test_nothing_of_a_person_is_kept_in_the_open(office: Office) -> None:
    headings = [*HEADINGS, "07.02.28-998.01 extra"]
    batch = office.send(table([*MIXED[0], "y"], [*MIXED[4], ""], headings=headings)).body
    job = office.done(batch)

    opened = job.model_dump_json() + repr(office.rows(batch))
    assert "998" not in opened
    assert "Voorbeeld" not in opened
