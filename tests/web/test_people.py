"""People of the register: added once, known in full, given a number later, made one of two."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from dimona_web.api.worker_shapes import ADDRESS, PERSONAL, KnownWorker, as_body
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.new_worker import NewWorkerState
from dimona_web.pages.register.edit import EditState, field_of
from dimona_web.pages.register.new import RegisterNewState
from dimona_web.pages.register.number import NumberState
from tests.synthetic import MAN_2003, WOMAN_2007, WRONG_SSIN
from tests.web.conftest import Tab, path_of, reference_of, state
from tests.web.stand_in import StandIn, problem

BO = {"id": "wrk_3", "givenName": "Bo", "familyName": "Nieuw", "ssin": None, "birthDate": "2003-04-05"}
FORM = {"given_name": "Bo", "family_name": "Nieuw"}


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def test_somebody_without_a_number_is_added_and_asked_for_the_rest(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/nl/register/new"), RegisterNewState)
    assert reference_of(await form.submit(FORM)) == "ref_problems"
    assert list(form.errors) == ["ssin"]
    assert "geboortedatum" in form.errors["ssin"]
    assert path_of(await form.submit(FORM | {"birth_date": "2003-04-05"})) == "/nl/register/wrk_3/edit"
    assert api.workers[-1] | {"ssin": None} == BO


async def test_the_wizard_still_wants_a_number(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/nl/declare/new-worker"), NewWorkerState)
    assert reference_of(await form.submit(FORM | {"birth_date": "2003-04-05"})) == "ref_problems"
    assert list(form.errors) == ["ssin"]
    assert len(api.workers) == 2


async def test_a_namesake_is_asked_about_before_anybody_is_added(tab: Tab, api: StandIn) -> None:
    api.workers.append(dict(BO))
    form = await state(tab("/nl/register/new"), RegisterNewState)
    born = FORM | {"birth_date": "2003-04-05"}
    assert reference_of(await form.submit(born)) == "ref_problems"
    assert [(one.value, one.label, one.hint) for one in form.alike] == [
        ("wrk_3", "Bo Nieuw", "Nog geen rijksregisternummer")
    ]
    assert list(form.errors) == ["same"]
    assert path_of(await form.submit(born | {"same": "wrk_3"})) == "/nl/register/wrk_3/edit"
    assert len(api.workers) == 3
    await form.submit(born)
    assert path_of(await form.submit(born | {"same": "new"})) == "/nl/register/wrk_4/edit"
    assert form.alike == []


async def test_a_namesake_who_is_meant_gets_the_number(tab: Tab, api: StandIn) -> None:
    api.workers.append(dict(BO))
    root = tab("/nl/declare/new-worker")
    form = await state(root, NewWorkerState)
    numbered = FORM | {"ssin": MAN_2003}
    assert reference_of(await form.submit(numbered)) == "ref_problems"
    assert path_of(await form.submit(numbered | {"same": "wrk_3"})) == "/nl/declare/kind"
    assert api.acts == [("merge", ("wrk_3", "wrk_4"))]
    assert (await state(root, Draft)).worker_id == "wrk_4"
    assert MAN_2003 not in repr(form.__dict__), "the number is kept nowhere"


async def test_a_namesake_with_another_number_is_nobody_to_ask_about(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/nl/register/new"), RegisterNewState)
    lou = {"given_name": "Lou", "family_name": "Voorbeeld"}
    assert path_of(await form.submit(lou | {"ssin": MAN_2003})) == "/nl/register/wrk_3"
    assert reference_of(await form.submit(lou | {"birth_date": "2007-02-28"})) == "ref_problems"
    assert [one.value for one in form.alike] == ["wrk_1", "wrk_3"]
    evil = lou | {"birth_date": "2007-02-28", "same": "wrk_2"}
    assert reference_of(await form.submit(evil)) == "ref_problems", "only those who were shown can be meant"
    form.forget()
    assert (form.errors, form.alike) == ({}, [])


async def test_what_is_known_is_shown_and_changed(tab: Tab, api: StandIn) -> None:
    api.workers.append(dict(BO))
    page = await state(tab("/nl/register/wrk_3/edit"), EditState)
    assert await _all(page.load()) == [None]
    assert (page.known["birthDate"], page.known["street"]) == ("2003-04-05", "")
    assert (page.ready, page.has_number, page.back) == (True, False, "/nl/register/wrk_3")
    form = dict(page.known) | {"street": " Kaai ", "municipality": "Gent", "gender": "1", "country": "150"}
    assert path_of(await page.save(form)) == "/nl/register/wrk_3"
    changed = api.workers[-1]
    assert changed["address"] == {"street": "Kaai", "municipality": {"name": "Gent"}, "country": 150}
    assert (changed["gender"], changed["nationality"], changed["placeOfBirth"]) == (1, None, None)
    assert await _all(page.load()) == [], "the form is not drawn anew under the thumb"
    page.forget()
    assert (page.known, page.ready) == ({}, False)


async def test_a_change_that_cannot_be_is_said_at_its_field(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/register/wrk_1/edit"), EditState)
    await _all(page.load())
    assert reference_of(await page.save({"givenName": "Lou"})) == "ref_problems"
    assert list(page.errors) == ["familyName"]
    names = {"givenName": "Lou", "familyName": "Voorbeeld"}
    for issue, field in (
        ("address.municipality.name", "municipality"),
        ("birthDate", "birthDate"),
        ("x", "givenName"),
    ):
        api.refuse_act = problem(400, "x", {"name": issue, "detail": "No."})
        assert reference_of(await page.save(names)) == "ref_problems"
        assert page.errors == {field: "No."}
        assert field_of(issue) == field
    api.refuse_act = problem(403, "Not yours.")
    await page.save(names)
    assert page.errors == {"givenName": "Not yours."}


async def test_a_worker_who_is_not_there_cannot_be_changed(tab: Tab, api: StandIn) -> None:
    edit = await state(tab("/nl/register/wrk_9/edit"), EditState)
    await _all(edit.load())
    number = await state(tab("/nl/register/wrk_9/number"), NumberState)
    await _all(number.load())
    assert (edit.missing, number.missing) == (True, True)
    assert api.calls


def test_what_is_read_can_be_written() -> None:
    address = {"street": "Kaai", "houseNumber": "1", "boxNumber": None, "postCode": "9000", "country": 111}
    json: dict[str, Any] = {
        **BO,
        "gender": 2,
        "nationality": 111,
        "address": address | {"municipality": {"name": "Gent"}},
    }
    known = KnownWorker.of(json).known
    assert set(known) == {*PERSONAL, *ADDRESS}
    body = as_body(known)
    assert body["address"] == {name: value for name, value in json["address"].items() if value is not None}
    assert (body["gender"], body["nationality"], body["countryOfBirth"]) == (2, 111, None)
    assert as_body({"country": "150", "familyName": "A"}) == {"familyName": "A", "address": None}
    assert as_body({"nationality": "Belg"}) == {"nationality": "Belg"}, "the API says what is wrong with it"


async def test_a_number_nobody_has_becomes_theirs(tab: Tab, api: StandIn) -> None:
    api.workers.append(dict(BO))
    page = await state(tab("/nl/register/wrk_3/number"), NumberState)
    await _all(page.load())
    assert (page.name, page.ready) == ("Bo Nieuw", True)
    assert await _all(page.load()) == [], "the form is not drawn anew under the thumb"
    assert path_of(await page.submit({"ssin": MAN_2003})) == "/nl/register/wrk_4"
    assert api.acts == [("merge", ("wrk_3", "wrk_4"))]
    assert api.workers[-1]["birthDate"] == "2003-04-05"
    assert not any(MAN_2003 in path for _, path, _ in api.calls)
    assert MAN_2003 not in repr(page.__dict__)


async def test_a_number_that_another_entry_has_leads_to_one_question(tab: Tab, api: StandIn) -> None:
    api.workers.append(dict(BO))
    page = await state(tab("/nl/register/wrk_3/number"), NumberState)
    await _all(page.load())
    assert await page.merge() is None, "nobody to merge with yet"
    assert reference_of(await page.submit({"ssin": WOMAN_2007})) == "ref_page_title"
    assert (page.other.name, api.acts) == ("Lou Voorbeeld", [])
    page.another()
    assert page.other.id == ""
    await page.submit({"ssin": WOMAN_2007})
    api.refuse_act = problem(400, "x", {"name": "into", "detail": "Born on another day."})
    assert reference_of(await page.merge()) == "ref_problems"
    assert page.errors == {"ssin": "Born on another day."}
    api.refuse_act = None
    assert path_of(await page.merge()) == "/nl/register/wrk_1"
    assert api.acts == [("merge", ("wrk_3", "wrk_1"))]


@pytest.mark.parametrize("written", ["", "12", WRONG_SSIN])
async def test_a_wrong_number_is_said_at_the_field(tab: Tab, api: StandIn, written: str) -> None:
    api.workers.append(dict(BO))
    page = await state(tab("/nl/register/wrk_3/number"), NumberState)
    await _all(page.load())
    assert reference_of(await page.submit({"ssin": written})) == "ref_problems"
    assert list(page.errors) == ["ssin"]
    assert api.acts == []


async def test_who_has_a_number_gets_no_other(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/register/wrk_1/number"), NumberState)
    assert path_of((await _all(page.load()))[-1]) == "/nl/register/wrk_1"
    assert api.acts == []
