"""A worker without SSIN: waiting at Sigedis, then known or never found."""

from typing import Any

from tests.simulator.client import CAFE, Declarant, dimona_in, stranger

DAY = 86_400


def status_at(rsz: Declarant, location: str) -> dict[str, Any]:
    return dict(rsz.http.get(location, headers=rsz.bearer).json())


def file_stranger(rsz: Declarant, **changes: Any) -> str:
    rsz.settings(identificationDelay=DAY)
    location = rsz.post(dimona_in(worker=stranger(**changes))).headers["Location"]
    waiting = status_at(rsz, location)["declarationStatus"]
    assert (waiting["result"], waiting["anomalies"]) == ("S", [])
    assert "period" not in waiting
    return str(location)


def test_somebody_unknown_waits_and_is_then_known(rsz: Declarant) -> None:
    location = file_stranger(rsz)
    assert rsz.post({"employer": CAFE}, "/periods/search").json()["items"] == []
    rsz.settings(clockShift=rsz.settings()["clockShift"] + DAY + 1)
    answer = status_at(rsz, location)
    assert answer["declarationStatus"]["result"] == "A"
    ssin = answer["worker"]["ssin"]
    assert (ssin[:6], len(ssin), 900 <= int(ssin[6:9]) <= 998) == ("924317", 11, True)
    assert answer["worker"]["familyName"] == "Voorbeeld"
    period = answer["declarationStatus"]["period"]["id"]
    assert rsz.get(f"/periods/{period}").json()["worker"]["ssin"] == ssin


def test_a_shorter_delay_counts_for_those_who_wait(rsz: Declarant) -> None:
    location = file_stranger(rsz)
    rsz.settings(identificationDelay=0)
    assert status_at(rsz, location)["declarationStatus"]["result"] == "A"


def test_once_identified_is_known_at_once(rsz: Declarant) -> None:
    first = file_stranger(rsz)
    rsz.settings(identificationDelay=0)
    ssin = status_at(rsz, first)["worker"]["ssin"]
    rsz.settings(identificationDelay=DAY)
    again = rsz.file(
        dimona_in("2030-10-02", worker=stranger(givenName="ALMA"), employer={"employerId": 199999934})
    )
    assert (again["declarationStatus"]["result"], again["worker"]["ssin"]) == ("A", ssin)
    assert rsz.verdict(dimona_in(worker={"ssin": ssin})) == ("B", ["90373-333"])


def test_the_marked_family_name_is_never_found(rsz: Declarant) -> None:
    location = file_stranger(rsz, familyName="Onvindbaar")
    rsz.settings(identificationDelay=0)
    status = status_at(rsz, location)["declarationStatus"]
    assert (status["result"], status["anomalies"][0]["errorId"]) == ("B", "90017-151")
    assert "period" not in status


def test_two_strangers_of_one_birthday_get_two_numbers(rsz: Declarant) -> None:
    rsz.settings(identificationDelay=0)
    numbers = set()
    for name in ("Alma", "Berta", "Clara"):
        location = rsz.post(dimona_in(worker=stranger(givenName=name))).headers["Location"]
        numbers.add(status_at(rsz, location)["worker"]["ssin"])
    assert len(numbers) == 3
    for ssin in numbers:
        assert rsz.verdict(dimona_in("2030-01-01", worker={"ssin": ssin}, endDate="2030-01-02"))[0] == "W"


def test_an_error_beside_is_refused_without_waiting(rsz: Declarant) -> None:
    assert rsz.verdict(dimona_in(worker=stranger(), committee="302")) == ("B", ["90374-349"])


def test_late_counts_from_the_declaration_not_from_the_identification(rsz: Declarant) -> None:
    rsz.settings(identificationDelay=90 * DAY)
    location = rsz.post(dimona_in("2030-09-02", worker=stranger())).headers["Location"]
    assert status_at(rsz, location)["declarationStatus"]["result"] == "S"
    rsz.settings(clockShift=rsz.settings()["clockShift"] + 91 * DAY)
    assert status_at(rsz, location)["declarationStatus"]["result"] == "A"
