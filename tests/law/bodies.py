"""Bodies of filings for properties: every declaration type, near enough to valid that rules are reached."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES

ADDRESS = {
    "street": "Rue de l'Exemple", "houseNumber": "5", "postCode": "59000",
    "municipality": {"name": "Lille"}, "country": 111,
}  # fmt: skip
ALMA = {
    "familyName": "Voorbeeld", "givenName": "Alma", "birthDate": "1992-03-17", "placeOfBirth": "Lille",
    "countryOfBirth": 111, "nationality": 111, "gender": 2, "address": ADDRESS,
}  # fmt: skip
CARDS = {"firstMonth": "123456789012", "nextMonth": "123456789013"}
STATUTES = {"employmentNature": "WORKER", "workerStatus": "F1"}
PLACE = {"name": "Filiaal Centrum", "address": ADDRESS}

_YEARS = (date(2026, 1, 1), date(2027, 12, 31))
days = st.dates(*_YEARS).map(date.isoformat)
far_days = st.dates(date(1800, 1, 1), date(2999, 12, 31)).map(date.isoformat)
hours = st.times().map(lambda at: f"{at:%H:%M}")
any_moments = st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat())
moments = st.builds("{}T{}:00".format, far_days, hours)
"""Moments of the years that have the shape of a filing; others are among the JSON values."""
committees = st.sampled_from((*JOINT_COMMITTEES, "999"))
users = st.fixed_dictionaries(
    {"jointCommittee": committees},
    optional={
        "enterpriseNumber": st.sampled_from(("0999999823", "0999999821")),
        "name": st.just("Steen"),
        "address": st.just(ADDRESS),
    },
)
workers = st.sampled_from(
    (
        {"ssin": "90011599762"}, {"ssin": "03060999731", "birthDate": "2003-06-09"}, {"ssin": "90011599763"},
        ALMA, {"familyName": "Voorbeeld"},
    )
)  # fmt: skip


def _or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def hirings(of_days: st.SearchStrategy[str] = days) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of an IN, of every worker type, with fields that may or may not belong."""
    return st.fixed_dictionaries(
        {
            "type": st.just("in"),
            "workerType": st.sampled_from((*WORKER_TYPES, "ZZZ")),
            "jointCommittee": committees,
            "startDate": of_days,
            "worker": workers,
        },
        optional={
            "lump": _or_none(st.sampled_from(("hours", "day"))),
            "startHour": _or_none(hours),
            "endDate": _or_none(of_days),
            "endHour": _or_none(hours),
            "plannedHours": _or_none(st.integers(-1, 1001)),
            "placeOfWork": _or_none(st.just(PLACE)),
            "smallStatutes": _or_none(st.just(STATUTES)),
            "controlCards": _or_none(st.just(CARDS)),
            "usingEmployer": _or_none(users),
            "workStartsAt": _or_none(moments),
        },
    )


def changes(of_days: st.SearchStrategy[str] = days) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of an OUT, UPDATE or CANCEL on the period ``per_1``."""
    update = st.fixed_dictionaries(
        {"type": st.just("update"), "period": st.just("per_1")},
        optional={
            "startDate": of_days,
            "endDate": _or_none(of_days),
            "startHour": hours,
            "endHour": hours,
            "plannedHours": st.integers(-1, 1001),
            "workStartsAt": moments,
        },
    )
    out = st.fixed_dictionaries({"type": st.just("out"), "period": st.just("per_1"), "endDate": of_days})
    return update | out | st.just({"type": "cancel", "period": "per_1"})


def standing(of_days: st.SearchStrategy[str] = days) -> st.SearchStrategy[dict[str, Any]]:
    """Periods as the register may hold them, also odd ones that came from the RSZ."""
    return st.fixed_dictionaries(
        {
            "id": st.just("per_1"),
            "status": st.sampled_from(("active", "active", "pending", "cancelled", "notCreated")),
            "workerType": st.sampled_from((*WORKER_TYPES, "ALT")),
            "jointCommittee": st.sampled_from(tuple(JOINT_COMMITTEES)),
            "startDate": of_days,
        },
        optional={
            "userCommittee": st.sampled_from(tuple(JOINT_COMMITTEES)),
            "lump": st.sampled_from(("hours", "day")),
            "endDate": of_days,
            "startHour": hours,
            "endHour": hours,
            "plannedHours": st.integers(1, 999),
        },
    )


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | far_days
    | hours
    | any_moments,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


@st.composite
def mutated(draw: st.DrawFn, bodies: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """A body in which up to three places hold something else, are gone, or are new."""
    body = draw(bodies)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(body) or ["type"]) | st.text(max_size=8))
        if draw(st.booleans()):
            body = {**body, name: draw(json_values)}
        else:
            body = {key: value for key, value in body.items() if key != name}
    return body
