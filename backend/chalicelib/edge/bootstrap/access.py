"""Who may come in, and what an employer says of itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, ids
from chalicelib.edge.bootstrap.personnel import add_worker
from chalicelib.edge.bootstrap.stores import accounts, employers

if TYPE_CHECKING:
    from chalicelib.application.employer_settings import EmployerSettingsCase
    from chalicelib.application.provisioning import Provisioning
    from chalicelib.application.sign_in import Identify, SignIn


@cache
def identify() -> Identify:
    """Find out who calls."""
    from chalicelib.application.sign_in import Identify

    return Identify(accounts())


@cache
def sign_in() -> SignIn:
    """Sign in."""
    from chalicelib.adapters.passwords import Argon2Passwords
    from chalicelib.application.sign_in import SignIn

    return SignIn(accounts(), Argon2Passwords(), clock())


@cache
def provisioning() -> Provisioning:
    """Set up employers, persons and keys."""
    from chalicelib.adapters.passwords import Argon2Passwords
    from chalicelib.application.provisioning import Provisioning

    return Provisioning(employers(), accounts(), Argon2Passwords(), add_worker(), ids())


@cache
def employer_settings() -> EmployerSettingsCase:
    """Look at an employer and change it."""
    from chalicelib.application.employer_settings import EmployerSettingsCase

    return EmployerSettingsCase(employers(), ids())
