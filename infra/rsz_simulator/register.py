"""Who is who: the employers the simulated RSZ knows by both numbers."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.rsz_simulator import wire

_FILE = Path(__file__).parent / "data" / "employers.json"


@cache
def _known() -> tuple[tuple[str, int], ...]:
    entries = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple((entry["enterpriseNumber"], entry["employerId"]) for entry in entries)


@dataclass(frozen=True)
class Employer:
    """An employer by the numbers that are known of it; at least one is set."""

    enterprise_number: str | None
    employer_id: int | None

    @property
    def key(self) -> str:
        """The same text for the same employer, whichever number a message used."""
        return self.enterprise_number or f"rsz-{self.employer_id}"

    def written(self) -> dict[str, int | str]:
        """As in an answer: the enterprise number comes back as a number would, without leading zeros."""
        number = {} if self.employer_id is None else {"employerId": self.employer_id}
        enterprise = (self.enterprise_number or "").lstrip("0")
        return {**number, **({"enterpriseNumber": enterprise} if enterprise else {})}


def find_employer(given: wire.Employer | None) -> Employer | None:
    """The employer a message means; the RSZ number wins over the enterprise number. None without numbers."""
    if given is None or not given.model_fields_set:
        return None
    by_id = {number: enterprise for enterprise, number in _known()}
    by_enterprise = dict(_known())
    if given.employer_id is not None:
        known = by_id.get(given.employer_id)
        return Employer(known or given.enterprise_number, given.employer_id)
    return Employer(given.enterprise_number, by_enterprise.get(given.enterprise_number or ""))


def numbers_disagree(given: wire.Employer) -> bool:
    """Whether both numbers are given and the register links the RSZ number to another enterprise."""
    known = {number: enterprise for enterprise, number in _known()}.get(given.employer_id or 0)
    return given.enterprise_number is not None and known not in {None, given.enterprise_number}
