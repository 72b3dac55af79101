"""How names are folded and found."""

import pytest

from chalicelib.domain.registered import fold_name, name_as_searched, name_parts
from chalicelib.domain.worker import WorkerIdentity


@pytest.mark.parametrize(
    ("written", "folded"), [("Chloé", "chloe"), ("ÖZTÜRK", "ozturk"), ("Straße", "strasse"), (" Jan ", "jan")]
)
def test_names_are_searched_without_accents_or_case(written: str, folded: str) -> None:
    assert fold_name(written) == folded


def test_every_part_of_a_name_is_a_start() -> None:
    parts = name_parts(WorkerIdentity(given_name="Lou-Anne", family_name="Van den Berg"))

    for typed in ("lou", "anne", "van d", "den", "berg", "van den berg lou", "lou anne van"):
        assert any(part.startswith(typed) for part in parts), typed
    assert not any(part.startswith("erg") for part in parts)


def test_no_term_is_longer_than_a_key_of_the_store_may_be() -> None:
    for letter in ("\ufdfa", "\U0001d7d8", "\u0390", "\U00010400"):
        parts = name_parts(WorkerIdentity(given_name=letter * 24, family_name=letter * 48))
        searched = name_as_searched(f"{letter * 24} {letter * 48}")

        assert all(len(each.encode()) <= 800 for each in (*parts, searched))
        assert any(part.startswith(searched) for part in parts)
        assert any(part.startswith(name_as_searched(letter)) for part in parts)


def test_a_worker_without_a_name_has_no_parts() -> None:
    assert name_parts(WorkerIdentity(ssin="90011599762")) == ()
