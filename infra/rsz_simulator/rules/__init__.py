"""The rules of the RSZ: small functions that look at one case and name the anomalies they find.

A rule is added by writing a function here and naming it in the tuple of the declaration kind it
belongs to (`kinds/`). Codes are "zone or block - error"; class and labels are in data/anomalies.json.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from infra.rsz_simulator.behaviour import Behaviour, Facts
from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.wire import Declaration

_FILE = Path(__file__).parent.parent / "data" / "anomalies.json"


@dataclass(frozen=True)
class World:
    """What a rule may look at beside the declaration itself."""

    ledger: Ledger
    behaviour: Behaviour
    facts: Facts


@dataclass(frozen=True)
class Case:
    """A declaration under judgement."""

    declaration: Declaration
    received: datetime
    """Local time in Brussels at which it came in."""
    block: str
    """Glossary block of its kind: 90373 for an IN, 90378 for an UPDATE, 00913 else."""
    before: Period | None
    """The period as it is; None for an IN."""
    period: Period
    """The period as it would be."""
    world: World


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


def blocks(code: str) -> bool:
    """Whether an anomaly refuses the declaration (class B) or only warns (NP)."""
    return _entry(code)["class"] == "B"


def written(code: str) -> dict[str, Any]:
    """The anomaly as it stands in an answer."""
    entry = _entry(code)
    return {"errorId": code, "label": {"nl": entry["nl"], "fr": entry["fr"]}}
