"""An answer of the RSZ that names another employer is never ours, whatever else stands in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from chalicelib.application.ports import Employer
from tests.fakes.rsz_http import NUMBER, HttpRsz, filing
from tests.fakes.world import FakeClock
from tests.synthetic import BUILDER, CAFE, MAN_1990

OURS, OURS_SHORT = {"enterpriseNumber": CAFE}, {"enterpriseNumber": 999999922, "employerId": 199999837}
THEIRS, BOTH = {"enterpriseNumber": BUILDER}, {"enterpriseNumber": BUILDER[1:], "employerId": 199999837}
ONLY_RSZ, EMPTY = {"employerId": 199999837}, {"enterpriseNumber": ""}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

STRANGERS = pytest.mark.parametrize("employer", [THEIRS, BOTH])


def period(employer: object) -> dict[str, Any]:
    shown = {"periodId": 900000000116, "startDate": "2026-12-01", "worker": {"ssin": MAN_1990}}
    return shown if employer is None else {**shown, "employer": employer}


def declaration(employer: object) -> dict[str, Any]:
    features = {"jointCommissionNumber": "XXX", "workerType": "OTH"}
    return {
        **period(employer),
        "dimonaIn": {"startDate": "2026-12-01", "features": features},
        "declarationStatus": {"declarationId": 900000000116, "result": "A"},
    }


def rsz(answer: Mapping[str, Any]) -> Any:
    return HttpRsz(httpx.Response(200, json=answer)).client(FakeClock())


@STRANGERS
def test_a_search_shows_no_period_of_another(employer: object) -> None:
    page = rsz({"items": [period(employer), period(OURS)]}).periods(Employer(CAFE), 1)
    assert (len(page.items), page.unreadable) == (1, 1)


@pytest.mark.parametrize("employer", [OURS, OURS_SHORT, None, ONLY_RSZ, EMPTY])
def test_what_was_asked_for_by_our_number_need_not_name_us(employer: object) -> None:
    page = rsz({"items": [period(employer)]}).periods(Employer(CAFE), 1)
    assert (len(page.items), page.unreadable) == (1, 0)
    assert len(rsz({"items": [declaration(employer)]}).find(filing(), LONG_AGO)) == 1


@STRANGERS
def test_a_search_finds_no_declaration_of_another(employer: object) -> None:
    assert rsz({"items": [declaration(employer)]}).find(filing(), LONG_AGO) == []


@pytest.mark.parametrize("employer", [THEIRS, BOTH, None, ONLY_RSZ, EMPTY, CAFE])
def test_what_was_asked_for_by_its_own_number_must_name_us(employer: object) -> None:
    """An RSZ number alone names nobody: its owner is whoever typed it."""
    assert rsz(period(employer)).period(NUMBER, Employer(CAFE)) is None
    assert rsz(declaration(employer)).is_ours(NUMBER, filing()) is False


@pytest.mark.parametrize("employer", [OURS, OURS_SHORT])
def test_our_own_is_ours_also_without_its_leading_zero(employer: object) -> None:
    assert rsz(period(employer)).period(NUMBER, Employer(CAFE)) is not None
    assert rsz(declaration(employer)).is_ours(NUMBER, filing()) is True
    assert rsz(declaration(employer)).is_ours(NUMBER, replace(filing(), employer=Employer(BUILDER))) is False
