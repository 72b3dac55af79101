"""Employer and worker: numbers, registers, identification data, mandates."""

from typing import Any

import pytest

from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.judge import judge
from tests.simulator.client import BUILDER, CAFE, JAN, dimona_in, stranger
from tests.simulator.desk import (
    ACCEPTED,
    NOON,
    at,
    cancel,
    codes,
    desk,
    ordinary,
    out,
    refused,
    said,
    update,
    warned,
)

EMPLOYERS = [
    ({}, {"90256-364"}),
    ({"enterpriseNumber": "0999999921"}, {"00014-003"}),
    ({"enterpriseNumber": "2999999922"}, {"00014-003"}),
    ({"employerId": 199999838}, {"00011-003"}),
    ({"employerId": 100005}, {"00011-003"}),
    ({"employerId": 5999999893}, {"00948-003"}),
    ({"enterpriseNumber": "1999999943"}, {"00014-235"}),
    ({"employerId": 199999837}, {"00011-235"}),
    ({"employerId": 5999999892}, {"00948-235"}),
]


@pytest.mark.parametrize(("employer", "expected"), EMPLOYERS)
def test_numbers_of_employers(employer: dict[str, Any], expected: set[str]) -> None:
    facts = {"unknownEmployers": ["1999999943", "199999837", "5999999892"]}
    assert said(ordinary(employer=employer), facts=facts) == ("B", expected)


def test_two_numbers_of_two_employers_are_a_warning_and_the_rsz_number_wins() -> None:
    both = {"enterpriseNumber": "0999999823", "employerId": 199999837}
    verdict = judge(ordinary(employer=both), at(NOON))
    assert codes(verdict) == warned("00014-022")
    assert verdict.period is not None
    assert verdict.period.employer == CAFE["enterpriseNumber"]


def test_what_the_register_says_of_an_employer() -> None:
    facts = {"employerAnomalies": {"0999999922": ["90256-151", "90256-346"]}}
    assert said(ordinary(), facts=facts) == refused("90256-151", "90256-346")
    assert said(ordinary(employer=BUILDER), facts=facts) == ACCEPTED


def test_an_employer_that_is_not_active() -> None:
    of = desk(ordinary(endDate="2030-12-31"))
    of.facts = Facts(inactive_employers=["0999999922"])
    assert codes(of.judge(ordinary(), at(NOON))) == refused("90373-343")
    assert codes(of.judge(update(of, endDate="2030-11-30"), at(NOON))) == refused("90378-343")
    assert codes(of.judge(cancel(of), at(NOON))) == ACCEPTED


@pytest.mark.parametrize("make", [cancel, out, lambda of: update(of, startDate="2030-09-30")])
def test_no_mandate_for_the_employer_of_a_period(make: Any) -> None:
    of = desk(ordinary())
    of.facts = Facts(without_mandate=["0999999922"])
    verdict = of.judge(make(of), at(NOON))
    assert (verdict.status, verdict.result, verdict.period) == (403, None, None)
    assert verdict.problem is not None
    assert verdict.problem["type"] == "urn:problem-type:belgif:missingPermission"
    of.behaviour = of.behaviour.model_copy(update={"missing_mandate_is_403": False})
    assert codes(of.judge(make(of), at(NOON))) == refused("90256-155")
    assert codes(of.judge(ordinary(), at(NOON))) == refused("90256-155")


IDENTITY = [
    ({"familyName": "x" * 48}, set()),
    ({"familyName": "x" * 49}, {"00025-003"}),
    ({"givenName": "x" * 24}, set()),
    ({"givenName": "x" * 25}, {"00026-003"}),
    ({"placeOfBirth": "x" * 41}, {"00168-003"}),
    ({"birthDate": "1992-02-30"}, {"00028-003"}),
    ({"birthDate": "1992-00-00"}, set()),
    ({"birthDate": "1992-03-00"}, {"00028-003"}),
    ({"birthDate": "2030-09-03"}, {"00028-003"}),
    ({"birthDate": "1910-01-01"}, set()),
    ({"birthDate": "1909-12-31"}, {"00028-003"}),
    ({"gender": 0}, {"00029-003"}),
    ({"gender": "1"}, set()),
    ({"countryOfBirth": 1}, {"00169-003"}),
    ({"nationality": 1000}, {"00119-003"}),
]
HOME = [
    ({"street": "x" * 36}, {"00030-003"}),
    ({"houseNumber": "x" * 11}, {"00031-003"}),
    ({"boxNumber": "x" * 5}, {"00032-003"}),
    ({"postCode": "x" * 10}, {"00033-003"}),
    ({"municipality": {"name": "x" * 41}}, {"00034-003"}),
    ({"country": 15}, {"00035-003"}),
]


@pytest.mark.parametrize(("changes", "expected"), IDENTITY)
def test_identification_data(changes: dict[str, Any], expected: set[str]) -> None:
    assert said(ordinary(worker=stranger(**changes))) == ("B" if expected else "S", expected)


@pytest.mark.parametrize(("changes", "expected"), HOME)
def test_the_home_of_a_worker(changes: dict[str, Any], expected: set[str]) -> None:
    worker = stranger(address={**stranger()["address"], **changes})
    assert said(ordinary(worker=worker)) == ("B", expected)


REGISTER = {"registerOfNames": {JAN: {"familyName": "D'Hondt", "givenName": "Jérôme"}}}


@pytest.mark.parametrize(("declared", "expected"), [
    ({"familyName": "DHONDT", "givenName": "jerome"}, set()),
    ({"familyName": "Dhont"}, {"00025-348"}),
    ({"givenName": "Jan"}, {"00026-348"}),
    ({"birthDate": "1990-01-15", "gender": 1}, set()),
    ({"birthDate": "1990-01-16"}, {"00028-348"}),
    ({"gender": 2}, {"00029-348"}),
])  # fmt: skip
def test_data_that_contradict_the_register_are_a_warning(
    declared: dict[str, Any], expected: set[str]
) -> None:
    verdict = said(ordinary(worker={"ssin": JAN, **declared}), facts=REGISTER)
    assert verdict == ("W" if expected else "A", expected)


def test_a_bis_number_without_sex_contradicts_no_sex() -> None:
    assert said(ordinary(worker={"ssin": "92231799506", "gender": 1})) == ACCEPTED


def test_what_the_register_says_of_a_worker() -> None:
    facts = {"workerAnomalies": {JAN: ["90017-514"], "88112399843": ["90017-151"]}}
    assert said(ordinary(), facts=facts) == warned("90017-514")
    assert said(ordinary(worker={"ssin": "88112399843"}), facts=facts) == refused("90017-151")


@pytest.mark.parametrize("ssin", ["90011599763", "90023099790", "00000000000", "30090399723"])
def test_what_is_no_ssin(ssin: str) -> None:
    assert said(ordinary(worker={"ssin": ssin})) == refused("00024-003")


def test_neither_number_nor_data() -> None:
    assert said(dimona_in(worker={"familyName": "Voorbeeld"})) == refused("90017-363")
