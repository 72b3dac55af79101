"""Sealed values open only with their key and context; hashes differ from employer to employer."""

import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from chalicelib.adapters.keys import KeyFile
from chalicelib.adapters.sealing import BrokenSealError, Seal
from tests.contracts.stores import new_key_file

SSIN = "07022899801"


def test_a_sealed_value_opens_with_its_key_and_context_only() -> None:
    seal, other = Seal(os.urandom(32)), Seal(os.urandom(32))
    sealed = seal.close(SSIN.encode(), "dec_1")

    assert seal.open(sealed, "dec_1") == SSIN.encode()
    assert SSIN.encode() not in sealed
    for opener, context, value in (
        (other, "dec_1", sealed),
        (seal, "dec_2", sealed),
        (seal, "dec_1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (seal, "dec_1", b""),
    ):
        with pytest.raises(BrokenSealError):
            opener.open(value, context)


def test_a_number_hashes_alike_for_one_employer_and_differently_for_another() -> None:
    seal, other = Seal(os.urandom(32)), Seal(os.urandom(32))

    assert seal.hash(SSIN) == seal.hash(SSIN)
    assert seal.hash(SSIN) != other.hash(SSIN)
    assert seal.hash(SSIN).isalnum()


def test_a_wrapped_key_is_bound_to_its_employer(tmp_path: Path) -> None:
    wrapper = KeyFile(new_key_file(tmp_path))
    key, wrapped = wrapper.new("live 0999999922")

    assert wrapper.unwrap(wrapped, "live 0999999922") == key
    with pytest.raises(InvalidTag):
        wrapper.unwrap(wrapped, "live 0999999823")
