"""The bodies that docs/api.md shows are good filings."""

import json
import re
from pathlib import Path

import pytest

from tests.api.callers import Caller, filing, new_ssin

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BODIES = re.findall(r"-d @- <<JSON\n(.*?)\nJSON\n", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def period(cafe: Caller) -> str:
    """An open period of the worker of the page."""
    body = {**filing(new_ssin(0), "OTH"), "worker": {"ssin": "03060999731"}}
    return str(cafe.settled(cafe.file(body)["id"])["period"]["id"])


def test_the_page_shows_every_declaration() -> None:
    assert {json.loads(body)["type"] for body in BODIES} == {"in", "out", "update", "cancel"}
    assert len(BODIES) == 6


@pytest.mark.parametrize("body", BODIES)
def test_what_the_page_shows_can_be_filed(cafe: Caller, period: str, body: str) -> None:
    run = cafe.validate(json.loads(body.replace("$period", period)))

    assert run["issues"] == []
    assert {each["code"] for each in run["warnings"]} <= {
        "90373-333"
    }  # the page's worker has started already
