"""A worker is changed while colleagues file for the same worker."""

import pytest

from chalicelib.application.errors import BusyError, RelationChangedError
from chalicelib.application.scope import EmployerScope
from chalicelib.application.workers import TRIES, ChangeWorker
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from tests.fakes.store import FakeStore
from tests.fakes.world import FakeClock
from tests.synthetic import LIVE_CAFE, WOMAN_2007, receipt


class Contested(FakeStore):
    """A colleague changes the same worker just before the first few writes."""

    races = 0

    def change(self, scope: EmployerScope, before: RegisteredWorker, after: RegisteredWorker) -> None:
        if self.races:
            self.races -= 1
            theirs = before.model_copy(update={"version": before.version + 1})
            super().change(scope, before, theirs)
            raise RelationChangedError
        super().change(scope, before, after)


@pytest.fixture
def store() -> Contested:
    made = Contested(FakeClock())
    identity = WorkerIdentity(ssin=WOMAN_2007, family_name="Voorbeeld", given_name="Lou")
    made.add(LIVE_CAFE, RegisteredWorker(id="wrk_1", identity=identity), receipt("k"))
    return made


def test_a_change_is_made_on_what_stands_by_then(store: Contested) -> None:
    store.races = TRIES - 1

    after = ChangeWorker(store, FakeClock())(LIVE_CAFE, "wrk_1", {"given_name": "Lou-Ann"})

    assert (after.identity.given_name, after.version) == ("Lou-Ann", TRIES + 1)
    assert store.relation(LIVE_CAFE, "wrk_1").worker == after


def test_who_never_gets_in_between_hears_so(store: Contested) -> None:
    store.races = TRIES

    with pytest.raises(BusyError):
        ChangeWorker(store, FakeClock())(LIVE_CAFE, "wrk_1", {"given_name": "Lou-Ann"})


def test_nothing_new_is_not_written(store: Contested) -> None:
    store.races = 1

    after = ChangeWorker(store, FakeClock())(
        LIVE_CAFE, "wrk_1", {"given_name": "Lou", "ssin": "07.02.28-998.01"}
    )

    assert (after.version, store.races) == (1, 1)
