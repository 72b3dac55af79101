"""One idempotency key, one effect: the first answer again for the same body, a refusal for another."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.errors import KeyReusedError
from chalicelib.application.ports import Receipt

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """The key of a request, whose it is, and a hash of its body that tells bodies apart."""

    key: str
    operation: str
    lineage: str
    body_hash: str

    def receipt(self, answer: str, location: str, now: datetime) -> Receipt:
        """Return what to keep of the first answer."""
        return Receipt(
            key=self.key,
            operation=self.operation,
            lineage=self.lineage,
            body_hash=self.body_hash,
            answer=answer,
            location=location,
            expires_at=now + KEPT,
        )

    def replay(self, earlier: Receipt) -> "Answered":
        """Return the first answer again. Raises KeyReusedError when the body was another."""
        if earlier.body_hash != self.body_hash:
            raise KeyReusedError
        return Answered(body=earlier.answer, location=earlier.location, replayed=True)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request with an idempotency key: a JSON text, made at the edge."""

    body: str
    location: str
    replayed: bool = False
