"""The Rsz of mode test: no network, no RSZ, every well-formed declaration is accepted at once.

It keeps nothing: a sandbox number starts with 999, and whatever starts with 999 is accepted. So the
answer is the same after a restart and in every process.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from chalicelib.adapters.rsz import names
from chalicelib.adapters.rsz.answers import interpret
from chalicelib.adapters.rsz.wire import body_of
from chalicelib.application.ports.rsz import Employer, FoundDeclaration, HeldPage, HeldPeriod, RszFiling
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.identifiers import is_dimona_number

PREFIX = "999"
_FREE_DIGITS = 7
_CHECK = 97


@dataclass(frozen=True, slots=True)
class SandboxRsz:
    """The Rsz port without an RSZ. ``nonce`` makes two equal filings two declarations."""

    nonce: Callable[[], str]

    def request_for(self, filing: RszFiling) -> dict[str, object]:
        """Return the exact body the RSZ would get in mode live."""
        return body_of(filing)

    def file(self, filing: RszFiling) -> str:
        """Return a number with right check digits, made of the filing and the nonce."""
        seed = json.dumps([body_of(filing), self.nonce()], sort_keys=True)
        return next(number for turn in count() if (number := _number(f"{turn}{seed}")) is not None)

    def answer(self, declaration_id: str) -> bytes | None:
        """Return an acceptance for every sandbox number, None for any other."""
        if not declaration_id.startswith(PREFIX) or not is_dimona_number(declaration_id):
            return None
        number = int(declaration_id)
        status = {
            names.DECLARATION_ID: number,
            names.RESULT: Result.ACCEPTED.value,
            names.PERIOD: {names.PERIOD_ID: number},
            names.ANOMALIES: [],
        }
        return json.dumps({names.STATUS: status}).encode()

    def find(self, filing: RszFiling, since: datetime) -> list[FoundDeclaration]:  # noqa: ARG002 - the port's
        """Find nothing: the sandbox keeps nothing, and never leaves an outcome unknown."""
        return []

    def is_ours(self, declaration_id: str, filing: RszFiling) -> bool | None:  # noqa: ARG002 - the port's
        """Whatever starts with 999 is this sandbox's, and so the caller's own."""
        return self.answer(declaration_id) is not None

    def period(self, number: str, employer: Employer) -> HeldPeriod | None:  # noqa: ARG002 - the port's
        """Know no period: the register of mode test has all there are."""
        return None

    def periods(self, employer: Employer, page: int) -> HeldPage:  # noqa: ARG002 - the port's
        """Hold nothing, as above."""
        return HeldPage((), more=False)

    def ping(self) -> None:
        """Always there."""

    def interpret(self, raw: bytes) -> RszAnswer:
        """Read a raw answer, as in mode live."""
        return interpret(raw)


def _number(seed: str) -> str | None:
    """Return 12 digits, or None where the check digits would be 0: how the RSZ writes those is not known."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    first = int(f"{PREFIX}{digest % 10**_FREE_DIGITS:0{_FREE_DIGITS}d}")
    return f"{first}{first % _CHECK:02d}" if first % _CHECK else None
