"""The same again files nothing: not under another key, nor in another kind of file."""

from datetime import timedelta

import pytest

from chalicelib.application.batches.corrections import Correct
from chalicelib.application.batches.uploads import json_upload
from chalicelib.application.errors import KeyReusedError, NotFoundError
from tests.application.batches.office import MIXED, Office, line, table
from tests.application.house import on_period
from tests.synthetic import (
    LIVE_BUILDER,
    LIVE_CAFE,
    MAN_1990,
    MAN_2003,
    STRANGER,
    WOMAN_2007,
)


def test_the_same_file_under_another_key_files_nothing(office: Office) -> None:
    first = office.send(table(*MIXED), "k1").body
    office.done(first)
    count = len(office.filed())
    office.house.clock.advance(timedelta(days=20))

    second = office.send(table(*MIXED), "k2").body
    office.done(second)

    assert second != first
    assert len(office.filed()) == count
    assert office.states(second).count("alreadyRecorded") == 8
    recorded = [row.get("declaration") for row in office.rows(first)]
    assert [row.get("declaration") for row in office.rows(second)] == recorded


def test_the_same_in_another_kind_of_file_files_nothing(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    body = {
        "type": "in", "worker": {"ssin": "07.02.28-998.01", "familyName": "VOORBEELD"}, "workerType": "STU",
        "jointCommittee": "XXX", "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
        "reference": "a",
    }  # fmt: skip
    second = office.send(json_upload([body]), "k2").body
    office.done(second)

    assert office.states(second) == ["alreadyRecorded"]


def test_other_people_with_the_same_terms_are_other_rows(office: Office) -> None:
    stranger = {
        "type": "in", "workerType": "STU", "jointCommittee": "XXX",
        "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
    }  # fmt: skip
    twin = {**STRANGER, "givenName": "Zoé"}
    rows = [
        {**stranger, "worker": who}
        for who in (STRANGER, twin, STRANGER, {"ssin": MAN_2003}, {"ssin": MAN_1990})
    ]
    batch = office.send(json_upload(rows)).body
    office.done(batch)

    assert office.states(batch) == ["recorded", "recorded", "alreadyRecorded", "recorded", "recorded"]
    assert len(office.filed()) == 4


def test_another_reference_makes_it_another_filing(office: Office) -> None:
    batch = office.send(table(line(WOMAN_2007, "a"), line(WOMAN_2007, "b"))).body
    office.done(batch)
    assert office.states(batch) == ["recorded", "recorded"]


def test_what_came_to_nothing_can_be_sent_again(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    (first,) = office.filed()
    office.house.withdraw(LIVE_CAFE, first.id, "usr_1")

    second = office.send(table(line(WOMAN_2007, "a")), "k2").body
    third = office.send(table(line(WOMAN_2007, "a")), "k3").body
    office.done(second)
    office.done(third)

    assert office.states(second) == ["recorded"]
    assert office.states(third) == ["alreadyRecorded"]
    assert office.rows(second)[0]["declaration"] == office.rows(third)[0]["declaration"] != first.id


def test_a_cancelled_period_can_be_sent_again(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    (first,) = office.filed()
    office.house.file(on_period("cancel", first.period_id), key="c")

    second = office.send(table(line(WOMAN_2007, "a")), "k2").body
    office.done(second)
    assert office.states(second) == ["recorded"]


def test_the_same_key_gives_the_same_batch(office: Office) -> None:
    first = office.send(table(*MIXED), "k")
    again = office.send(table(*MIXED), "k")

    assert again.replayed
    assert (again.body, again.location) == (first.body, first.location)
    with pytest.raises(KeyReusedError):
        office.send(table(MIXED[0]), "k", body="other")
    assert len(office.house.jobs.jobs) == 1


def test_a_crash_while_accepting_leaves_one_batch_or_none(office: Office) -> None:
    office.house.queue.is_down = True
    batch = office.send(table(*MIXED)).body
    office.house.queue.is_down = False
    office.house.clock.advance(timedelta(seconds=61))

    office.house.sweep()
    assert [message.job_id for message in office.house.queue.jobs] == [batch]


def test_an_employer_never_meets_anothers_rows(office: Office) -> None:
    batch = office.send(table(MIXED[0])).body
    office.done(batch)
    other = office.send(table(MIXED[0]), scope=LIVE_BUILDER).body
    office.done(other, LIVE_BUILDER)

    assert [str(row["state"]) for row in office.rows(other, LIVE_BUILDER)] == ["recorded"]
    with pytest.raises(NotFoundError):
        Correct(office.house.jobs, office.house.clock)(LIVE_BUILDER, batch, reveal=False)
