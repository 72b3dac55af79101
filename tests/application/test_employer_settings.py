"""Settings changed by two people at once, and by one who looked too long ago."""

import pytest

from chalicelib.application.employer_settings import MOST_WORKPLACES, TRIES, EmployerSettingsCase
from chalicelib.application.errors import NotFoundError, RefusedFilingError, StaleError
from chalicelib.application.ports import EmployerFacts
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import PlaceOfWork
from chalicelib.domain.worker import Address, Municipality
from tests.fakes.callers import FakeEmployers
from tests.fakes.world import CountingIds
from tests.synthetic import CAFE, LIVE_CAFE, TEST_CAFE


class Contested(FakeEmployers):
    """Somebody else renames the employer just before the first few writes."""

    def __init__(self, races: int) -> None:
        super().__init__()
        self.races = races

    def change(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        if self.races:
            self.races -= 1
            now = self.facts(scope)
            super().change(scope, now.model_copy(update={"name": "Theirs", "version": now.version + 1}))
        super().change(scope, facts)


def settings(races: int = 0) -> EmployerSettingsCase:
    employers = Contested(races)
    for scope in (LIVE_CAFE, TEST_CAFE):
        employers.add(scope, EmployerFacts(enterprise_number=CAFE, name="Café De Kroon"))
    return EmployerSettingsCase(employers, CountingIds())


def place(name: str) -> PlaceOfWork:
    address = Address(
        street="Kaai", house_number="7", post_code="2000", municipality=Municipality(name="Antwerpen")
    )
    return PlaceOfWork(name=name, address=address)


def test_the_change_of_another_stays() -> None:
    case = settings(races=TRIES - 1)

    facts = case.change(LIVE_CAFE, {"working_days": WorkingDays.MON_FRI})

    assert (facts.name, facts.settings.working_days) == ("Theirs", WorkingDays.MON_FRI)
    assert case.facts(LIVE_CAFE) == facts


def test_who_looked_at_an_older_version_writes_nothing() -> None:
    case = settings(races=1)

    with pytest.raises(StaleError):
        case.change(LIVE_CAFE, {"working_days": WorkingDays.MON_FRI}, seen=1)

    assert case.facts(LIVE_CAFE).settings.working_days is WorkingDays.MON_SAT


def test_somebody_who_never_gets_in_between_hears_so() -> None:
    with pytest.raises(StaleError):
        settings(races=TRIES).change(LIVE_CAFE, {"working_days": WorkingDays.MON_FRI})


def test_nothing_new_is_not_written() -> None:
    case = settings(races=1)

    assert case.change(LIVE_CAFE, {"name": "Café De Kroon"}).version == 1


def test_a_sandbox_has_settings_of_its_own() -> None:
    case = settings()
    case.add_workplace(TEST_CAFE, place("Filiaal"))

    assert case.workplaces(LIVE_CAFE) == ()


def test_places_of_work_are_added_once_and_up_to_a_number() -> None:
    case = settings()
    first = case.add_workplace(LIVE_CAFE, place("0"))
    assert case.add_workplace(LIVE_CAFE, place("0")) == first
    for number in range(1, MOST_WORKPLACES):
        case.add_workplace(LIVE_CAFE, place(str(number)))

    with pytest.raises(RefusedFilingError):
        case.add_workplace(LIVE_CAFE, place("one more"))

    assert case.add_workplace(LIVE_CAFE, place("0")) == first
    case.remove_workplace(LIVE_CAFE, first.id)
    assert first not in case.workplaces(LIVE_CAFE)
    with pytest.raises(NotFoundError):
        case.remove_workplace(LIVE_CAFE, first.id)
