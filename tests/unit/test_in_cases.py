"""The law of an IN, case by case, from tests/cases/in.yaml."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chalicelib.domain.filing import InFiling
from chalicelib.domain.rules import Case, check
from chalicelib.domain.worker import WorkerIdentity

TODAY = date(2026, 11, 24)
CASES = Path(__file__).parents[1] / "cases" / "in.yaml"


def cases() -> Iterator[Any]:
    for group, content in yaml.safe_load(CASES.read_text(encoding="utf-8")).items():
        for case in content["cases"]:
            body = {"type": "in", **content["base"], **case.get("with", {})}
            yield pytest.param(body, case, id=f"{group}: {case['what']}")


@pytest.mark.parametrize(("body", "case"), list(cases()))
def test_case(body: dict[str, Any], case: dict[str, Any]) -> None:
    given = {name: value for name, value in body.items() if value is not None}
    filing = InFiling.model_validate(given, by_alias=True, by_name=False)
    worker = WorkerIdentity.model_validate(filing.worker.model_dump(exclude={"id"}))

    found = check(Case(terms=filing, worker=worker, today=TODAY))

    assert sorted(each.code for each in found if each.refuses) == sorted(case.get("refused", []))
    assert sorted(each.code for each in found if not each.refuses) == sorted(case.get("warned", []))
