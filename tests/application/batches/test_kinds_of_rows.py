"""Rows in JSON, and rows about periods."""

from typing import Any

import pytest

from chalicelib.application.batches.uploads import json_upload
from chalicelib.application.errors import RefusedFilingError
from chalicelib.domain.lifecycle import State
from tests.application.batches.office import Office, line, table
from tests.application.house import filing
from tests.synthetic import BUILDER, CAFE, LIVE_CAFE, WOMAN_2007

IN_OF_WOMAN_2007 = {
    "type": "in", "worker": {"ssin": WOMAN_2007}, "workerType": "STU", "jointCommittee": "XXX",
    "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
}  # fmt: skip


def test_a_declaration_in_json_is_checked_as_a_single_one(office: Office) -> None:
    good = IN_OF_WOMAN_2007
    bad = [
        {**good, "colour": "red"},
        {**good, "plannedHours": "96"},
        {"type": "move"},
        7,
        None,
        {**good, "employer": BUILDER},
    ]
    batch = office.send(json_upload([good, *bad, {**good, "employer": CAFE, "reference": "x"}])).body
    office.done(batch)

    assert office.states(batch) == ["recorded", *["rejected"] * 6, "recorded"]
    codes = [row["issues"][0]["code"] for row in office.rows(batch) if "issues" in row]
    assert codes == [
        "unknownField",
        "invalidNumber",
        "notInList",
        "notAnObject",
        "notAnObject",
        "employerOther",
    ]


def test_rows_may_end_change_and_cancel_periods(office: Office) -> None:
    ordinary = {"Type werknemer": "werknemer", "Einddatum": "", "Uren": ""}
    office.done(office.send(table(line(WOMAN_2007, "in", **ordinary)), "k1").body)
    (hired,) = office.filed()
    headings = ["Aangifte", "Periode", "Einddatum"]
    lines = [["uitdiensttreding", hired.period_id, "31/12/2026"], ["out", "per_unknown", "31/12/2026"]]
    batch = office.send(table(*lines, headings=headings), "k2").body
    office.done(batch)

    assert office.states(batch) == ["recorded", "rejected"]
    assert [each.terms.type for each in office.filed()] == ["in", "out"]


@pytest.mark.parametrize("known_as", ["id", "rsz_number"])
def test_an_in_waits_for_the_cancel_of_the_same_worker_in_a_row_before_it(
    office: Office, known_as: str
) -> None:
    office.house.settle(filing())
    (hired,) = office.filed()
    (period,) = office.house.store.relation(LIVE_CAFE, hired.worker_id).periods
    reference = getattr(period, known_as)
    rows = [
        {"type": "update", "period": reference, "plannedHours": 110},
        {"type": "cancel", "period": reference},
        {**IN_OF_WOMAN_2007, "reference": "anew"},
    ]
    batch = office.send(json_upload(rows)).body
    office.done(batch)

    assert office.states(batch) == ["recorded"] * 3
    _, _, cancelled, anew = office.filed()
    assert (cancelled.terms.type, anew.terms.reference) == ("cancel", "anew")
    assert (anew.state, cancelled.id in anew.waits_for) == (State.HELD, True)


def test_changes_of_periods_nobody_knows_are_filed_in_their_order(office: Office) -> None:
    spellings = ["900000000116", "9000-0000-0116"]
    rows = [
        {"type": "update", "period": spellings[0], "plannedHours": 110},
        {"type": "cancel", "period": spellings[1]},
    ]
    batch = office.send(json_upload([*rows, {"type": "cancel", "period": "?"}])).body
    office.done(batch)

    assert office.states(batch) == ["recorded", "recorded", "rejected"]
    assert [each.terms.type for each in office.filed()] == ["update", "cancel"]


@pytest.mark.parametrize("rows", [[], [{}] * 5001])
def test_a_list_of_no_or_too_many_declarations_is_refused(rows: list[Any]) -> None:
    with pytest.raises(RefusedFilingError):
        json_upload(rows)
