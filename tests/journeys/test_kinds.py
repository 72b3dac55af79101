"""Every worker type from the phone to the RSZ's yes, in the form its table draws."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from infra.local.demo_people import CAFE, WORKERS
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

# By way to file: the worker type, the answers, and what must have been filed.
WAYS: Mapping[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "ordinary": ("OTH", {"works_start": "17:30"}, {"jointCommittee": "XXX", "endDate": None}),
    "construction": (
        "BCW",
        {"start": "tomorrow", "card_first": "123456789012", "card_next": "123456789113"},
        {
            "jointCommittee": "124",
            "controlCards": {"firstMonth": "123456789012", "nextMonth": "123456789113"},
        },
    ),
    "extra by hours": (
        "EXT",
        {"committee": "302", "variant": "hours", "start_hour": "18:00", "end_hour": "02:00"},
        {"lump": "hours", "endDate": "2026-12-02", "endHour": "02:00"},
    ),
    "extra by day": (
        "EXT",
        {"committee": "302", "variant": "dayLump", "start_hour": "19:00"},
        {"lump": "day", "endDate": "2026-12-01", "endHour": None},
    ),
    "flexi for a day": (
        "FLX",
        {"variant": "day", "start_hour": "18:00", "end_hour": "23:00"},
        {"endDate": "2026-12-01", "endHour": "23:00"},
    ),
    "flexi for a while": (
        "FLX",
        {"variant": "period", "start": "tomorrow", "end_date": "2026-12-31"},
        {"startDate": "2026-12-02", "endDate": "2026-12-31", "startHour": None},
    ),
    **{
        f"trainee {code}": (
            code,
            {"start": "tomorrow", "end_date": "2027-02-26", "nature": "WORKER", "status": "F2"},
            {"smallStatutes": {"employmentNature": "WORKER", "workerStatus": "F2", "activityWithRisk": None}},
        )
        for code in ("IVT", "TRI", "STG")
    },
}


@pytest.mark.parametrize("number", range(len(WAYS)), ids=list(WAYS))
def test_each_way_is_accepted(phone: Phone, running: Running, number: int) -> None:
    code, answers, expected = list(WAYS.values())[number]
    worker = WORKERS[CAFE][number]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_kind(code)
    phone.answer(**answers)
    phone.next()
    phone.is_check()
    phone.send()
    rsz_number = phone.is_accepted()
    filed = next(one for one in running.filed(CAFE.enterprise_number) if one["rsz"]["periodId"] == rsz_number)
    assert filed["workerType"] == code
    assert {name: filed[name] for name in expected} == expected


def test_agency_work_names_the_company_that_uses_it(phone: Phone, running: Running) -> None:
    """Whether the RSZ takes it from a café is for the RSZ; the form and the filing are ours."""
    worker = WORKERS[CAFE][10]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_kind("OTH")
    phone.answer(committee="322", start="tomorrow", end_date="2026-12-04")
    phone.answer(user_number="0999.999.823", user_committee="124")
    phone.next()
    phone.is_check()
    expect(phone.page.locator(".facts")).to_contain_text("0999999823")
    phone.send()
    expect(phone.page.locator("#standing")).to_be_visible()
    filed = running.filed(CAFE.enterprise_number)[0]
    assert filed["usingEmployer"]["enterpriseNumber"] == "0999999823"
