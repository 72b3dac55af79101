"""Which anomaly codes the RSZ has, as tables: the zones with their errors, and the errors with their labels.

A code is zone and error: ``90374-349``. Source of every row: RSZ glossary 2023/3, zones and annex 30.
What came into being later is not here; such a code is shown with the label of the answer itself.
"""

from dataclasses import dataclass
from typing import Final

GENERIC_ERRORS: Final = {
    "001": "missing",
    "003": "invalid",
    "005": "not allowed",
    "008": "outside the domain",
}
"""The errors any zone can have. They always block; annex 30 gives them no label of their own per zone."""

STILL_TO_DO: Final = frozenset({"90017-510"})
"""Warnings on which the employer must act: who is no flexi-worker is cancelled and filed as ordinary.

Hours over a quota (90017-369) are not among them: ordinary contributions are due, nothing is to be filed.
"""

BLOCKING_FOR: Final = {"90017-369": frozenset({"O17", "S17", "T17"})}
"""Warnings that refuse the declaration of some worker types (article 17: there the quota is a limit)."""


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone or block: number, XML name, its place in REST v2 if known, and its errors."""

    number: str
    name: str
    element: str | None = None
    generic: str = ""
    blocking: str = ""
    warning: str = ""


ZONES: Final = (
    ZoneRow("00011", "NOSSRegistrationNbr", "employer.employerId", "003 005", "235 347"),
    ZoneRow("00014", "CompanyID", "employer.enterpriseNumber", "001 003", "235 347", "022"),
    ZoneRow("00024", "INSS", "worker.ssin", "001 003", "347", "348"),
    ZoneRow("00025", "WorkerName", "worker.familyName", "003", "", "348"),
    ZoneRow("00026", "WorkerFirstName", "worker.givenName", "003", "", "348"),
    ZoneRow("00027", "WorkerInitial", None, "003"),
    ZoneRow("00028", "WorkerBirthdate", "worker.birthDate", "003", "", "348"),
    ZoneRow("00029", "WorkerSex", "worker.gender", "003", "", "348"),
    ZoneRow("00030", "WorkerStreet", "worker.address.street", "003"),
    ZoneRow("00031", "WorkerHouseNbr", "worker.address.houseNumber", "003"),
    ZoneRow("00032", "WorkerPostBox", "worker.address.boxNumber", "003"),
    ZoneRow("00033", "WorkerZIPCode", "worker.address.postCode", "003"),
    ZoneRow("00034", "WorkerCity", "worker.address.municipality", "003"),
    ZoneRow("00035", "WorkerCountry", "worker.address.country", "003"),
    ZoneRow("00041", "ActivityWithRisk", None, "", "521"),
    ZoneRow("00046", "JointCommissionNbr", "features.jointCommissionNumber", "001 003 005"),
    ZoneRow("00053", "WorkerStatus", None, "001 003 005"),
    ZoneRow("00110", "AttestationStatus", None, "001 003"),
    ZoneRow("00119", "Nationality", "worker.nationality", "003"),
    ZoneRow("00131", "UsingEmployerCompanyID", "usingEmployer.enterpriseNumber", "001 003 005", "235"),
    ZoneRow("00153", "UsingEmployerName", "usingEmployer.name", "003 005"),
    ZoneRow("00168", "WorkerBirthplace", "worker.placeOfBirth", "003"),
    ZoneRow("00169", "WorkerBirthplaceCountry", "worker.countryOfBirth", "003"),
    ZoneRow("00218", "FormCreationDate", None, "001 003"),
    ZoneRow("00221", "ReferenceType", None, "001 003"),
    ZoneRow("00222", "ReferenceNbr", None, "001 003"),
    ZoneRow("00296", "Identification", None, "001 003"),
    ZoneRow("00297", "TypeForm", None, "001 003"),
    ZoneRow("00298", "ReferenceOrigin", None, "001 003"),
    ZoneRow("00299", "FormCreationHour", None, "001 003"),
    ZoneRow("00517", "Street", None, "001 003 005"),
    ZoneRow("00518", "HouseNbr", None, "001 003 005"),
    ZoneRow("00519", "PostBox", None, "003 005"),
    ZoneRow("00520", "ZIPCode", None, "001 003 005"),
    ZoneRow("00522", "City", None, "001 003 005"),
    ZoneRow("00523", "Country", None, "001 003 005"),
    ZoneRow("00652", "SubEntityNbr", None, "001 003 005"),
    ZoneRow("00655", "WorkerType", "features.workerType", "001 003 005", "350"),
    ZoneRow("00663", "FirstMonthC32ANbr", "firstMonthC32ANumber", "001 003 005"),
    ZoneRow("00664", "NextMonthC32ANbr", "nextMonthC32ANumber", "001 003 005", "353"),
    ZoneRow("00776", "Denomination", "studentPlaceOfWork.name", "003 005"),
    ZoneRow("00777", "StartingHour", "startHour", "001 003 005"),
    ZoneRow("00778", "EndingHour", "endHour", "001 003 005", "345"),
    ZoneRow("00910", "StartingDate", "startDate", "001 003 005 008", "344 459 462"),
    ZoneRow("00911", "EndingDate", "endDate", "001 003 005 008", "014 344 462"),
    ZoneRow("00913", "DimonaPeriodId", "periodId", "001 003 005", "181 354 355 356 357 359 362 368 461 462"),
    ZoneRow("00948", "ProvisionalNSSONbr", "employer.employerId", "003", "235 347"),
    ZoneRow("01017", "PlannedDaysNbr", None, "001 003 005"),
    ZoneRow("01085", "DailyRegistrationId", None, "001 003 005", "092 181 354 355"),
    ZoneRow("01135", "PlannedHoursNbr", "plannedHoursNumber", "001 003 005"),
    ZoneRow("01231", "EmploymentNature", None, "001 003 005"),
    ZoneRow("90017", "NaturalPerson", "worker", "", "151 363", "058 369 510 514 515"),
    ZoneRow("90059", "Form", None, "", "134"),
    ZoneRow("90082", "Reference", None, "", "006"),
    ZoneRow("90107", "UsingEmployer", "usingEmployer", "", "351 352"),
    ZoneRow("90256", "Employer", "employer", "", "151 155 342 346 364", "369"),
    ZoneRow("90372", "Dimona", None, "001", "089"),
    ZoneRow(
        "90373",
        "DimonaIn",
        "dimonaIn",
        "",
        "333 334 336 337 338 339 340 341 343 370 420 421 450",
        "460 483",
    ),
    ZoneRow("90374", "DimonaFeatures", "features", "", "349"),
    ZoneRow(
        "90378",
        "DimonaUpdate",
        "dimonaUpdate",
        "",
        "333 334 336 337 341 343 360 361 368 370 420 421 444 450",
        "460 483",
    ),
    ZoneRow("90480", "DailyRegistrationDeclaration", "dailyRegistration", "003", "260 334 444"),
)
