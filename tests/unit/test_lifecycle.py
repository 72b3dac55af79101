"""The life of a declaration: every move of the table, and no other."""

import itertools

import pytest

from chalicelib.domain.lifecycle import (
    ENDED,
    MOVES,
    MOVING,
    SETTLED,
    Effect,
    Happening,
    IllegalMoveError,
    State,
    fold,
    move,
)

LEGAL = [(state, happening, row.to) for state, moves in MOVES.items() for happening, row in moves.items()]
EVERY = list(itertools.product([None, *State], Happening))
ALLOWED_BY_CONTRACT = {
    None: {"recorded"},
    "recorded": {"held", "submitting", "withdrawn"},
    "held": {"recorded", "withdrawn"},
    "submitting": {"submitted", "recorded", "unconfirmed", "needsHelp"},  # never refused: a 400 needs help
    "unconfirmed": {"submitted", "recorded", "needsHelp"},
    "submitted": {"submitted", "accepted", "acceptedWithWarning", "refused", "waiting", "needsHelp"},
    "waiting": {"accepted", "acceptedWithWarning", "refused", "needsHelp"},
    # Beside the contract, unconfirmed: an unknown outcome is asked about again (docs/adr/0017).
    "needsHelp": {"recorded", "submitted", "unconfirmed", "withdrawn"},
}


@pytest.mark.parametrize(("state", "happening", "to"), LEGAL)
def test_every_legal_move(state: State | None, happening: Happening, to: State) -> None:
    assert move(state, happening) is to


@pytest.mark.parametrize(("state", "happening"), [pair for pair in EVERY if pair[1] not in MOVES[pair[0]]])
def test_every_other_move_is_refused(state: State | None, happening: Happening) -> None:
    with pytest.raises(IllegalMoveError):
        move(state, happening)


def test_the_table_reaches_exactly_what_the_contract_names() -> None:
    reached = {state: {row.to.value for row in moves.values()} for state, moves in MOVES.items() if moves}
    assert reached == ALLOWED_BY_CONTRACT


def test_what_is_settled_or_withdrawn_never_moves_again() -> None:
    assert {state for state, moves in MOVES.items() if not moves} == SETTLED | {State.WITHDRAWN}
    assert not MOVING & SETTLED


def test_the_effect_fits_the_state_it_leads_to() -> None:
    """A state brings back by the due index exactly what its effect names."""
    effects: dict[State, set[Effect]] = {}
    for moves in MOVES.values():
        for row in moves.values():
            effects.setdefault(row.to, set()).add(row.effect)
    assert all(len(found) == 1 for found in effects.values()), effects
    assert {state for state, found in effects.items() if found == {Effect.FOLD}} == ENDED


def test_every_happening_can_happen() -> None:
    assert {happening for moves in MOVES.values() for happening in moves} == set(Happening)


def test_a_life_folds_to_its_last_state() -> None:
    life = [Happening.RECORDED, Happening.SENDING_STARTED, Happening.FILED, Happening.ACCEPTED]
    assert fold(life) is State.ACCEPTED


def test_nothing_folds_to_no_state() -> None:
    with pytest.raises(ValueError, match="without events"):
        fold([])
