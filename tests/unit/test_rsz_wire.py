"""The body of an IN as the RSZ gets it, word for word."""

import json
from datetime import date
from typing import Any

import pytest

from chalicelib.adapters.rsz.wire import body_of
from chalicelib.application.ports import Employer, RszFiling
from chalicelib.domain.filing import InTerms
from chalicelib.domain.worker import WorkerIdentity
from infra.rsz_simulator.wire import Declaration as SimulatedDeclaration
from tests.synthetic import BUILDER, CAFE, MAN_1990, MAN_2003, WOMAN_2007

LILLE = {
    "street": "Rue de l'Exemple",
    "house_number": "5",
    "post_code": "59000",
    "municipality": {"name": "Lille"},
    "country": 111,
}
BRUSSELS = {
    "street": "Voorbeeldstraat",
    "house_number": "12",
    "box_number": "B2",
    "post_code": "1000",
    "municipality": {"code": 21004, "name": "Brussel"},
}
ALMA = WorkerIdentity.model_validate(
    {
        "family_name": "Voorbeeld",
        "given_name": "Alma",
        "birth_date": date(1992, 3, 17),
        "place_of_birth": "Lille",
        "country_of_birth": 111,
        "nationality": 111,
        "gender": 2,
        "address": LILLE,
    }
)


def body(
    worker: WorkerIdentity | None = None, employer: Employer | None = None, **terms: Any
) -> dict[str, Any]:
    usual = {"worker_type": "OTH", "joint_committee": "XXX", "start_date": date(2026, 12, 1)}
    return body_of(
        RszFiling(
            employer=employer or Employer(CAFE),
            worker=worker or WorkerIdentity(ssin=MAN_1990),
            terms=InTerms.model_validate({**usual, **terms}),
        )
    )


def test_an_ordinary_worker_without_end() -> None:
    assert body() == {
        "employer": {"enterpriseNumber": "0999999922"},
        "worker": {"ssin": "90011599762"},
        "dimonaIn": {
            "startDate": "2026-12-01",
            "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
        },
    }


def test_the_employer_is_told_by_its_enterprise_number_and_by_nothing_else() -> None:
    assert body(employer=Employer(BUILDER))["employer"] == {"enterpriseNumber": BUILDER}


def test_of_a_worker_with_a_national_number_nothing_else_is_told() -> None:
    known = ALMA.model_copy(update={"ssin": WOMAN_2007})
    assert body(worker=known)["worker"] == {"ssin": WOMAN_2007}


def test_a_worker_without_a_national_number_is_told_in_full() -> None:
    assert body(worker=ALMA)["worker"] == {
        "familyName": "Voorbeeld",
        "givenName": "Alma",
        "birthDate": "1992-03-17",
        "placeOfBirth": "Lille",
        "countryOfBirth": 111,
        "nationality": 111,
        "gender": 2,
        "address": {
            "street": "Rue de l'Exemple",
            "houseNumber": "5",
            "postCode": "59000",
            "municipality": {"name": "Lille"},
            "country": 111,
        },
    }


def test_a_student_outside_the_registered_office() -> None:
    told = body(
        worker=WorkerIdentity(ssin=WOMAN_2007),
        worker_type="STU",
        start_date=date(2026, 10, 5),
        end_date=date(2026, 12, 31),
        planned_hours=96,
        place_of_work={"name": "Filiaal Centrum", "address": BRUSSELS},
    )
    assert told["dimonaIn"] == {
        "startDate": "2026-10-05",
        "endDate": "2026-12-31",
        "plannedHoursNumber": 96,
        "features": {"jointCommissionNumber": "XXX", "workerType": "STU"},
        "studentPlaceOfWork": {
            "name": "Filiaal Centrum",
            "address": {
                "street": "Voorbeeldstraat",
                "houseNumber": "12",
                "boxNumber": "B2",
                "postCode": "1000",
                "municipality": {"code": 21004, "name": "Brussel"},
                "country": 150,
            },
        },
    }


def test_an_extra_of_an_agency_past_midnight() -> None:
    told = body(
        worker=WorkerIdentity(ssin=MAN_2003),
        worker_type="EXT",
        joint_committee="322",
        start_date=date(2026, 12, 5),
        start_hour="18:00",
        end_date=date(2026, 12, 6),
        end_hour="00:05",
        using_employer={"enterprise_number": BUILDER, "joint_committee": "302"},
    )
    assert told["dimonaIn"] == {
        "startDate": "2026-12-05",
        "startHour": "1800",
        "endDate": "2026-12-06",
        "endHour": "0005",
        "features": {
            "jointCommissionNumber": "322",
            "workerType": "EXT",
            "usingEmployer": {"enterpriseNumber": "0999999823", "jointCommissionNumber": "302"},
        },
    }


def test_a_foreign_using_employer_has_name_and_address() -> None:
    told = body(
        joint_committee="322",
        using_employer={"name": "Exemple SA", "address": LILLE, "joint_committee": "XXX"},
    )
    user = told["dimonaIn"]["features"]["usingEmployer"]
    assert user["name"] == "Exemple SA"
    assert user["address"]["municipality"] == {"name": "Lille"}
    assert "enterpriseNumber" not in user


def test_what_only_we_need_stays_here() -> None:
    assert body(work_starts_at="2026-12-01T08:00:00", reference="shift 7") == body()


@pytest.mark.parametrize("worker", [WorkerIdentity(ssin=MAN_1990), ALMA])
def test_the_simulator_reads_the_body_without_a_complaint(worker: WorkerIdentity) -> None:
    told = body(worker=worker, end_date=date(2026, 12, 31), planned_hours=8)
    assert SimulatedDeclaration.model_validate_json(json.dumps(told)).kind == "dimonaIn"
