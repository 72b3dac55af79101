"""Every JSON name of the RSZ's Dimona REST v2 that we write or read, in one place.

The official OpenAPI file could not be read when this was written. Names marked [INF] are inferred;
when the file turns up, a wrong one is changed here, in one line.
"""

from typing import Final

# The request.
EMPLOYER: Final = "employer"
ENTERPRISE_NUMBER: Final = "enterpriseNumber"

WORKER: Final = "worker"
SSIN: Final = "ssin"
FAMILY_NAME: Final = "familyName"
GIVEN_NAME: Final = "givenName"
BIRTH_DATE: Final = "birthDate"
PLACE_OF_BIRTH: Final = "placeOfBirth"
COUNTRY_OF_BIRTH: Final = "countryOfBirth"
NATIONALITY: Final = "nationality"
GENDER: Final = "gender"

ADDRESS: Final = "address"
STREET: Final = "street"
HOUSE_NUMBER: Final = "houseNumber"
BOX_NUMBER: Final = "boxNumber"
POST_CODE: Final = "postCode"
MUNICIPALITY: Final = "municipality"
MUNICIPALITY_CODE: Final = "code"
MUNICIPALITY_NAME: Final = "name"
COUNTRY: Final = "country"

DIMONA_IN: Final = "dimonaIn"
DIMONA_OUT: Final = "dimonaOut"
DIMONA_UPDATE: Final = "dimonaUpdate"
DIMONA_CANCEL: Final = "dimonaCancel"
PERIOD_NUMBER: Final = "periodId"
START_DATE: Final = "startDate"
START_HOUR: Final = "startHour"
END_DATE: Final = "endDate"
END_HOUR: Final = "endHour"
PLANNED_HOURS: Final = "plannedHoursNumber"
FEATURES: Final = "features"
JOINT_COMMITTEE: Final = "jointCommissionNumber"
WORKER_TYPE: Final = "workerType"
PLACE_OF_WORK: Final = "studentPlaceOfWork"
PLACE_OF_WORK_NAME: Final = "name"
USING_EMPLOYER: Final = "usingEmployer"  # [INF], as is its place inside the features
USING_EMPLOYER_NUMBER: Final = "enterpriseNumber"  # [INF]
USING_EMPLOYER_NAME: Final = "name"  # [INF]
USING_EMPLOYER_COMMITTEE: Final = "jointCommissionNumber"  # [INF]
CONTROL_CARDS: Final = "constructionControlCards"
FIRST_CARD: Final = "firstMonthC32ANumber"  # of v1; [INF] for v2
NEXT_CARD: Final = "nextMonthC32ANumber"  # of v1; [INF] for v2
SMALL_STATUTES: Final = "smallStatutesInformation"  # [INF] from the XML labels, as are its fields
EMPLOYMENT_NATURE: Final = "employmentNature"
WORKER_STATUS: Final = "workerStatus"
ACTIVITY_WITH_RISK: Final = "activityWithRisk"

# The search.
PAGE: Final = "page"
PAGE_SIZE: Final = "pageSize"
ITEMS: Final = "items"
NEXT: Final = "next"
RECEIVED: Final = "receptionInstant"  # [INF]
CANCELLED: Final = "cancelled"  # [INF]

# The answer.
STATUS: Final = "declarationStatus"
DECLARATION_ID: Final = "declarationId"
RESULT: Final = "result"
PERIOD: Final = "period"
PERIOD_ID: Final = "id"
ANOMALIES: Final = "anomalies"
ANOMALY_CODE: Final = "errorId"
ANOMALY_LABEL: Final = "label"
