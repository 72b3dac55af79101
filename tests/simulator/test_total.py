"""Whatever is sent, the simulator has an opinion: never a crash, and B exactly when a code blocks."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from infra.rsz_simulator.judge import Desk, judge
from infra.rsz_simulator.rules import refuses, written
from infra.rsz_simulator.rules.worker_types import COMMITTEES, WORKER_TYPES
from tests.simulator.client import JAN, STUDENT, stranger
from tests.simulator.desk import CARDS, HORECA_USER, NOON, PLACE, SMALL, at

DAYS = st.sampled_from(
    ["2030-10-01", "2030-10-02", "2030-12-31", "2031-01-01", "2029-12-31", "1919-01-01", "0001-01-01",
     "9999-12-31", "2017-01-01", "2040-01-01"]
)  # fmt: skip
HOURS = st.sampled_from(["0000", "0800", "1000", "2000", "2359", "2400", "9999"])
WORKERS = st.sampled_from([{"ssin": JAN}, {"ssin": STUDENT}, {"ssin": "90011599763"}, stranger(), {}])
EMPLOYERS = st.sampled_from([{"enterpriseNumber": "0999999922"}, {"employerId": 5999999892}, {}])
FEATURES = st.fixed_dictionaries(
    {
        "workerType": st.sampled_from([*WORKER_TYPES, "ZZZ"]),
        "jointCommissionNumber": st.sampled_from([*sorted(COMMITTEES), "999"]),
    },
    optional={"usingEmployer": st.sampled_from([HORECA_USER, {}, {"name": "x"}])},
)
DATES: dict[Any, Any] = {
    "startHour": HOURS,
    "endDate": DAYS,
    "endHour": HOURS,
    "plannedHoursNumber": st.integers(-1, 1000),
}
BLOCKS = {
    "studentPlaceOfWork": st.just(PLACE),
    "constructionControlCards": st.just(CARDS),
    "smallStatutesInformation": st.just(SMALL),
}
IN = st.fixed_dictionaries({"startDate": DAYS, "features": FEATURES}, optional={**DATES, **BLOCKS})
CHANGES = st.fixed_dictionaries({}, optional={"startDate": DAYS, **DATES})
KIND_OF_CHANGE = st.sampled_from(["dimonaUpdate", "dimonaOut", "dimonaCancel"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["employer", "worker", "dimonaIn", "dimonaUpdate", "periodId", "features", "startDate", "x"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def check(of: Desk, body: Any, worker_type: str) -> None:
    verdict = of.file(body, at(NOON))
    if verdict.status != 201:
        assert (verdict.result, verdict.problem is not None) == (None, True)
        return
    assert all(written(code)["label"]["nl"] for code in verdict.anomalies)
    refused = any(refuses(code, worker_type) for code in verdict.anomalies)
    assert refused is (verdict.result == "B")
    assert (verdict.period is not None) is (verdict.result in {"A", "W"})
    assert bool(verdict.anomalies) is (verdict.result in {"B", "W"})


@given(st.lists(st.tuples(EMPLOYERS, WORKERS, IN, KIND_OF_CHANGE, CHANGES), min_size=1, max_size=4))
def test_any_declarations_in_a_row(rows: list[tuple[Any, Any, Any, str, Any]]) -> None:
    of = Desk()
    for employer, worker, content, kind, changes in rows:
        worker_type = content["features"]["workerType"]
        check(of, {"employer": employer, "worker": worker, "dimonaIn": content}, worker_type)
        for number, period in list(of.books.by_number.items()):
            wanted = {name: value for name, value in changes.items() if kind == "dimonaUpdate"}
            end = {"endDate": changes.get("endDate", "2030-12-31")} if kind == "dimonaOut" else {}
            check(of, {kind: {"periodId": number, **wanted, **end}}, period.worker_type)


@given(JSON)
def test_any_json(body: Any) -> None:
    assert judge(body, at(NOON)).status in {201, 400}


@given(st.binary(max_size=50))
def test_any_bytes(body: bytes) -> None:
    assert judge(body, at(NOON)).status == 400
