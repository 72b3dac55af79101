import json
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest
from stdnum.be import nn

from infra.local import demo
from infra.local.demo_people import BUILDER, CAFE, NEWCOMER, WORKERS, Worker


class FakeProvisioning:
    """Remembers what was asked for, as the backend would: again is no harm."""

    def __init__(self) -> None:
        self.employers: dict[str, str] = {}
        self.users: dict[str, str] = {}
        self.keys: set[str] = set()
        self.workers: set[tuple[str, str, str]] = set()

    def create_employer(
        self, enterprise_number: str, name: str, rsz_number: str, default_joint_committee: str
    ) -> None:
        self.employers[enterprise_number] = name

    def create_user(
        self, email: str, password: str, name: str, language: str, memberships: Iterable[tuple[str, str]]
    ) -> None:
        assert list(memberships)
        self.users[email] = password

    def create_api_key(self, enterprise_number: str, mode: demo.Mode, key: str | None = None) -> str:
        made = key or f"dk_{mode}_{enterprise_number}_{len(self.keys)}"
        self.keys.add(made)
        return made

    def add_worker(
        self, enterprise_number: str, mode: demo.Mode, ssin: str, family_name: str, given_name: str
    ) -> str:
        self.workers.add((enterprise_number, mode, ssin))
        return ssin


def test_employers_with_owners_keys_and_workers_but_one_who_begins(tmp_path: Path) -> None:
    made = FakeProvisioning()
    ready = demo.seed(made, demo.Secrets(tmp_path / "demo.json"))

    assert list(made.employers) == [one.enterprise_number for one in (CAFE, BUILDER, NEWCOMER)]
    assert [each["email"] for each in ready["signIns"]] == [
        "eva.owner@cafe.example",
        "bart.owner@bouw.example",
        "fee.owner@frituur.example",
    ]
    assert all(made.users[each["email"]] == each["password"] for each in ready["signIns"])
    assert ready["keys"][0]["mode"] == "live"
    assert ready["keys"][0]["employer"] == CAFE.enterprise_number
    assert len({each["key"] for each in ready["keys"]}) == 6
    assert len(made.workers) == 2 * 2 * 12


def test_a_second_time_nothing_changes_even_when_the_data_are_lost(tmp_path: Path) -> None:
    first, lost = FakeProvisioning(), FakeProvisioning()
    ready = demo.seed(first, demo.Secrets(tmp_path / "demo.json"))

    assert demo.seed(first, demo.Secrets(tmp_path / "demo.json")) == ready
    assert len(first.keys) == 6
    assert demo.seed(lost, demo.Secrets(tmp_path / "demo.json")) == ready
    assert lost.keys == first.keys


def test_secrets_are_private(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    demo.Secrets(path).keep("a", "b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {"a": "b"}
    assert demo.password() != demo.password()


@pytest.mark.parametrize("worker", [each for workers in WORKERS.values() for each in workers])
def test_each_worker_has_a_valid_number_that_belongs_to_nobody(worker: Worker) -> None:
    assert nn.is_valid(worker.ssin)
    assert nn.get_birth_date(worker.ssin) is not None
    assert str(nn.get_birth_date(worker.ssin)) == worker.birth_date
    assert 900 <= worker.counter <= 998


def test_nobody_is_there_twice_and_both_centuries_are() -> None:
    everybody = [each for workers in WORKERS.values() for each in workers]
    assert len({each.ssin for each in everybody}) == 24
    assert {each.birth_date[:2] for each in everybody} == {"19", "20"}
    assert Worker("Voorbeeld", "Lou", "2007-02-28", 998).ssin == "07022899801"
