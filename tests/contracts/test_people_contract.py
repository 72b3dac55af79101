"""The contract of the port People: who files for whom, and how each wants to be told."""

from typing import Any

import pytest

from chalicelib.adapters.dynamo.row import Table
from chalicelib.application.ports import Device, Person, Reach, Subscription, User, Wishes
from chalicelib.domain.notice import Topic
from tests.contracts.stores import Stores
from tests.contracts.test_accounts_contract import EVA
from tests.synthetic import BUILDER, CAFE, NOON

SUBSCRIPTION = Subscription(endpoint="https://push.example/secret-of-eva", p256dh="BOe", auth="s3cret")


def user(name: str, roles: dict[str, str], **fields: Any) -> User:
    return EVA.model_copy(
        update={"id": f"usr_{name}", "email": f"{name}@cafe.example", "roles": roles, **fields}
    )


def device(device_id: str, **fields: Any) -> Device:
    given: dict[str, Any] = {"language": "fr", "added_at": NOON, "subscription": SUBSCRIPTION, **fields}
    return Device(id=device_id, **given)


def test_who_files_for_an_employer_is_found_by_it_and_who_looks_on_is_not(stores: Stores) -> None:
    stores.accounts.add_user(user("owner", {CAFE: "owner", BUILDER: "viewer"}, language="de"))
    stores.accounts.add_user(user("filer", {CAFE: "filer", BUILDER: "filer"}))
    stores.accounts.add_user(user("viewer", {CAFE: "viewer"}))

    owner = Person(id="usr_owner", email="owner@cafe.example", language="de")
    filer = Person(id="usr_filer", email="filer@cafe.example", language="nl")
    assert sorted(stores.people.filing_for(CAFE), key=lambda each: each.id) == [filer, owner]
    assert stores.people.filing_for(BUILDER) == [filer]
    assert stores.people.person(CAFE, "usr_owner") == owner
    assert stores.people.person(BUILDER, "usr_owner") is None


def test_what_nobody_chose_is_on(stores: Stores) -> None:
    assert stores.people.reach("usr_1") == Reach(Wishes(), [])
    assert Wishes().mail == set(Topic)


def test_each_keeps_their_own_wishes_and_devices(stores: Stores) -> None:
    wishes = Wishes(language="de", mail=frozenset({Topic.UNSENT}), mail_refused_at=NOON)
    stores.people.wish("usr_1", wishes)
    stores.people.add_device("usr_1", device("psh_1"))
    stores.people.add_device("usr_1", device("psh_2"))
    stores.people.add_device("usr_1", device("psh_2", language="nl"))

    assert stores.people.reach("usr_1") == Reach(wishes, [device("psh_1"), device("psh_2", language="nl")])
    assert stores.people.reach("usr_10") == Reach(Wishes(), [])
    stores.people.remove_device("usr_1", "psh_1")
    stores.people.remove_device("usr_1", "psh_1")
    assert [each.id for each in stores.people.reach("usr_1").devices] == ["psh_2"]


@pytest.mark.cloud
def test_a_subscription_is_sealed_for_its_person(dynamo: Stores, table: Table) -> None:
    dynamo.people.add_device("usr_1", device("psh_1"))
    (row,) = table.row.query("PERSON#usr_1")

    stored = f"{row.document} {row.sealed!r}"
    assert "secret" not in stored
    assert "s3cret" not in stored
    moved = table.row("PERSON#usr_2", row.sk, kind=row.kind, document=row.document, sealed=row.sealed)
    moved.save()
    assert dynamo.people.reach("usr_2").devices == []
