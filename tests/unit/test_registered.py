"""How names are folded and found."""

import pytest

from chalicelib.domain.registered import fold_name, name_parts
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


def test_a_worker_without_a_name_has_no_parts() -> None:
    assert name_parts(WorkerIdentity(ssin="90011599762")) == ()
