"""What the wizard knows so far: who and which terms, and the key that makes sending twice harmless.

The national number is never part of it: a worker is known here by the register's id.
"""

from uuid import uuid4

import reflex as rx

from dimona_web.api.shapes import Worker
from dimona_web.pages.declare.terms_rules import Terms


class Draft(rx.State):
    """One filing in the making, per tab."""

    worker_name: str = ""
    worker_ssin: str = ""
    _worker_id: str = ""
    _terms: Terms | None = None
    _key: str = ""
    _filed: str = ""

    @property
    def worker_id(self) -> str:
        """The register's id of who was chosen; empty before."""
        return self._worker_id

    @property
    def terms(self) -> Terms | None:
        """The terms as checked by the form; None before."""
        return self._terms

    @property
    def key(self) -> str:
        """The idempotency key of this filing, however often it is sent."""
        return self._key

    @property
    def filed(self) -> str:
        """The id of the declaration this draft has become; empty before."""
        return self._filed

    def start(self, worker: Worker) -> None:
        """Begin a new filing for this worker; the terms of an unsent one are kept."""
        if self._filed:
            self._terms = None
        if self._filed or not self._key:
            self._key, self._filed = str(uuid4()), ""
        self._worker_id, self.worker_name, self.worker_ssin = worker.id, worker.name, worker.ssin

    def agree(self, terms: Terms) -> None:
        """Keep the terms."""
        self._terms = terms

    def became(self, declaration: str) -> None:
        """Note which declaration this draft has become: sending it again leads there."""
        self._filed = declaration
