"""Signing in on fakes: attempts are counted, and the right password gives them back."""

import pytest

from chalicelib.application.errors import ThrottledError, WrongPasswordError
from chalicelib.application.ports import User
from chalicelib.application.sign_in import ATTEMPTS_PER_PAIR, WINDOW, SignIn
from tests.fakes.callers import FakeAccounts, PlainPasswords
from tests.fakes.world import FakeClock
from tests.synthetic import CAFE


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sign_in(clock: FakeClock) -> SignIn:
    accounts = FakeAccounts(clock)
    accounts.add_user(
        User(
            id="usr_1",
            email="eva@cafe.example",
            name="Eva",
            language="nl",
            password_hash=PlainPasswords().hash("right"),
            roles={CAFE: "owner"},
            employer_names={CAFE: "Café De Kroon"},
        )
    )
    return SignIn(accounts, PlainPasswords(), clock)


def fail(sign_in: SignIn, times: int, address: str = "a") -> None:
    for _ in range(times):
        with pytest.raises(WrongPasswordError):
            sign_in("eva@cafe.example", "wrong", address)


def test_the_right_password_gives_the_attempts_back(sign_in: SignIn) -> None:
    for _ in range(3):
        fail(sign_in, ATTEMPTS_PER_PAIR - 1)
        assert sign_in("eva@cafe.example", "right", "a").credential.email == "eva@cafe.example"


def test_too_many_attempts_wait_for_the_next_window(sign_in: SignIn, clock: FakeClock) -> None:
    fail(sign_in, ATTEMPTS_PER_PAIR)
    with pytest.raises(ThrottledError):
        sign_in("eva@cafe.example", "right", "a")

    clock.advance(WINDOW)

    assert sign_in("eva@cafe.example", "right", "a").credential.id == "usr_1"


def test_guesses_from_everywhere_end_too(sign_in: SignIn) -> None:
    for number in range(100):
        fail(sign_in, 1, address=str(number))
    with pytest.raises(ThrottledError):
        sign_in("eva@cafe.example", "wrong", "another")


def test_an_unknown_account_fails_like_a_wrong_password(sign_in: SignIn) -> None:
    with pytest.raises(WrongPasswordError):
        sign_in("nobody@cafe.example", "right", "a")
