"""The contract of the port Accounts."""

from datetime import timedelta

from chalicelib.application.ports import User
from chalicelib.application.scope import Credential, CredentialKind
from chalicelib.domain.filing import Mode
from tests.contracts.stores import Stores
from tests.synthetic import CAFE, NOON

EVA = User(
    id="usr_1",
    email="Eva@Cafe.example",
    name="Eva",
    language="nl",
    password_hash="hash",
    roles={CAFE: "owner"},
    employer_names={CAFE: "Café De Kroon"},
)
WINDOW = timedelta(minutes=15)


def credential(**changes: object) -> Credential:
    base = Credential(
        kind=CredentialKind.SESSION,
        id="usr_1",
        lineage="usr_1",
        mode=Mode.LIVE,
        name="Eva",
        memberships=(),
        expires_at=NOON + timedelta(hours=12),
    )
    return base.model_copy(update=changes)


def test_a_person_is_found_however_the_address_is_written(stores: Stores) -> None:
    stores.accounts.add_user(EVA)

    assert stores.accounts.user(" eva@cafe.EXAMPLE ") == EVA
    assert stores.accounts.user("bart@cafe.example") is None


def test_a_credential_is_found_by_its_token_until_it_expires_or_ends(stores: Stores) -> None:
    stores.accounts.keep("token", credential())
    stores.accounts.keep("key", credential(expires_at=None))

    assert stores.accounts.credential("token") == credential()
    assert stores.accounts.credential("Token") is None
    stores.clock.advance(timedelta(hours=12))
    assert stores.accounts.credential("token") is None
    assert stores.accounts.credential("key") is not None
    stores.accounts.forget("key")
    stores.accounts.forget("key")
    assert stores.accounts.credential("key") is None


def test_attempts_are_counted_in_a_window(stores: Stores) -> None:
    count = stores.accounts.count_attempt

    assert [count("eva", WINDOW), count("eva", WINDOW), count("bart", WINDOW)] == [1, 2, 1]
    stores.accounts.clear_attempts("eva", WINDOW)
    assert count("eva", WINDOW) == 1
    stores.clock.advance(WINDOW)
    assert count("bart", WINDOW) == 1
