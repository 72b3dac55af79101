"""The rules of the RSZ: small functions that look at one case and name the anomalies they find.

A rule is added by writing a function here and naming it in the tuple of the declaration kind it
belongs to (`kinds/`). Codes are "zone or block - error"; class and labels are in data/anomalies.json.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.clock import brussels
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.readings import Readings
from infra.rsz_simulator.wire import Declaration

_FILE = Path(__file__).parent.parent / "data" / "anomalies.json"


@dataclass(frozen=True)
class World:
    """What a rule may look at beside the declaration itself."""

    books: Books
    behaviour: Readings
    facts: Facts


@dataclass(frozen=True)
class Case:
    """A declaration under judgement."""

    declaration: Declaration
    instant: float
    """When it came in, as epoch seconds."""
    block: str
    """Glossary block of its kind: 90373 for an IN, 90378 for an UPDATE, 00913 else."""
    before: Period | None
    """The period as it is; None for an IN."""
    period: Period
    """The period as it would be."""
    world: World

    @cached_property
    def received(self) -> datetime:
        """When it came in, as local time in Brussels."""
        return brussels(self.instant)


Rule = Callable[[Case], Iterator[str]]


def findings(rules: Iterable[Rule], case: Case) -> list[str]:
    """The anomalies all rules name, each once, in the order of the rules."""
    return list(dict.fromkeys(code for rule in rules for code in rule(case)))


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    texts: dict[str, dict[str, dict[str, str]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return texts


def _entry(code: str) -> dict[str, str]:
    texts = _texts()
    return texts["specific"].get(code) or texts["generic"][code.rpartition("-")[2]]


_REFUSES_FOR = {"90017-369": frozenset({"O17", "S17", "T17"})}


def refuses(code: str, worker_type: str) -> bool:
    """Whether an anomaly refuses the declaration (class B) or only warns (NP); 369 is B for article 17."""
    return _entry(code)["class"] == "B" or worker_type in _REFUSES_FOR.get(code, ())


def written(code: str) -> dict[str, Any]:
    """The anomaly as it stands in an answer."""
    entry = _entry(code)
    return {"errorId": code, "label": {"nl": entry["nl"], "fr": entry["fr"]}}
