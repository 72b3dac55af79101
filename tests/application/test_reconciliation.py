"""Our register against what the RSZ holds, on fakes: every difference, imports once, crashes, no sends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from chalicelib.adapters.rsz.sandbox import SandboxRsz
from chalicelib.application.beginning import BeginJob
from chalicelib.application.filings import Filings
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import (
    Employer,
    EmployerFacts,
    HeldPage,
    HeldPeriod,
    Job,
    JobKind,
    JobMessage,
    JobState,
    NotExecutedError,
    NotPermittedError,
    UnreadableAnswerError,
)
from chalicelib.application.reconciliation import RunReconciliation, StartReconciliation
from chalicelib.application.scope import Credential, CredentialKind
from chalicelib.application.work import Work
from chalicelib.domain.filing import Mode
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import WorkerIdentity
from tests.application.house import House, filing, on_period
from tests.fakes.periods import FakePeriods
from tests.synthetic import BUILDER, CAFE, LIVE_CAFE, MAN_1990, MAN_2003, TEST_CAFE, WOMAN_1988

CALLER = Credential(
    kind=CredentialKind.API_KEY, id="key_1", lineage="key_1", mode=Mode.LIVE, name="App", memberships=()
)


def held(number: str, **fields: Any) -> Period:
    given: dict[str, Any] = {
        "worker_type": "OTH",
        "joint_committee": "XXX",
        "start_date": date(2026, 10, 1),
        **fields,
    }
    return Period(id="", rsz_number=number, status=given.pop("status", PeriodStatus.ACTIVE), **given)


@dataclass
class Desk:
    """A house with reconciliation in it."""

    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        house = self.house
        house.employers.add(TEST_CAFE, EmployerFacts(enterprise_number=CAFE, name="Café De Kroon"))
        self.run = RunReconciliation(
            house.jobs, FakePeriods(house.store), house.store, Filings(house.employers, house.store),
            {Mode.LIVE: house.rsz, Mode.TEST: SandboxRsz(lambda: "")}, house.clock,
        )  # fmt: skip
        self.work = Work(house.jobs, {JobKind.RECONCILIATION: self.run}, house.queue, house.clock)
        self.start = StartReconciliation(BeginJob(house.jobs, house.queue, house.clock, house.ids))

    def begin(self, scope: Any = LIVE_CAFE, *, imports: bool = False) -> str:
        request = IdempotentRequest(f"key {len(self.house.jobs.jobs)}", "reconcile", "key_1", "")
        return self.start(scope, CALLER, request, lambda job: job.id, imports=imports).body

    def stretch(self, job_id: str, scope: Any = LIVE_CAFE) -> Job:
        self.work(JobMessage(mode=scope.mode, employer=scope.employer, job_id=job_id))
        job = self.house.jobs.get(scope, job_id)
        assert job is not None
        return job

    def finish(self, job_id: str, scope: Any = LIVE_CAFE) -> Job:
        for _ in range(20):
            job = self.stretch(job_id, scope)
            if job.state is not JobState.PROCESSING:
                return job
        raise AssertionError("it never ends")

    def kinds(self, job_id: str, scope: Any = LIVE_CAFE) -> dict[str, str]:
        """What was found, by the number of the period."""
        rows = self.house.jobs.rows(scope, job_id, 100, None).items
        return {
            (row.content["theirs"] or row.content["ours"])["rsz_number"]: row.content["kind"] for row in rows
        }

    def ours(self) -> Period:
        """The period of the house's one student."""
        (periods,) = self.house.store.periods.values()
        (period,) = periods.values()
        return period


@pytest.fixture
def desk() -> Desk:
    """A register with one student whom the RSZ holds too."""
    desk = Desk()
    desk.house.settle(filing())
    assert desk.ours().status is PeriodStatus.ACTIVE
    return desk


def test_what_agrees_is_no_difference_and_nothing_is_sent(desk: Desk) -> None:
    posts = desk.house.rsz.posts
    job = desk.finish(desk.begin())

    assert job.state is JobState.COMPLETED
    assert (job.content["theirs"], job.content["ours"]) == (1, 1)
    assert desk.kinds(job.id) == {}
    assert desk.house.rsz.posts == posts


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"end_date": date(2026, 12, 30)}, "datesDiffer"),
        ({"start_hour": "10:00"}, "hoursDiffer"),
        ({"planned_hours": 97}, "plannedHoursDiffer"),
        ({"worker_type": "OTH"}, "typeDiffers"),
        ({"status": PeriodStatus.CANCELLED}, "cancelledThere"),
    ],
)
def test_each_difference_is_told(desk: Desk, changes: dict[str, Any], kind: str) -> None:
    number = desk.ours().rsz_number or ""
    there = desk.house.rsz.held[number]
    desk.house.rsz.holds_period(number, CAFE, there.period.model_copy(update=changes), there.worker)

    assert desk.kinds(desk.finish(desk.begin()).id) == {number: kind}


def test_a_search_that_shows_dates_only_compares_dates_only(desk: Desk) -> None:
    number = desk.ours().rsz_number or ""
    there = desk.house.rsz.held[number]
    bare = there.period.model_copy(update={"worker_type": "", "planned_hours": None})
    desk.house.rsz.holds_period(number, CAFE, bare, there.worker)

    assert desk.kinds(desk.finish(desk.begin()).id) == {}


def test_what_is_gone_there_and_what_was_cancelled_here(desk: Desk) -> None:
    number = desk.ours().rsz_number or ""
    there = desk.house.rsz.held.pop(number)
    assert desk.kinds(desk.finish(desk.begin()).id) == {number: "oursOnly"}

    desk.house.rsz.held[number] = there
    desk.house.settle(on_period("cancel", number), key="cancel")
    desk.house.rsz.held[number] = there
    assert desk.kinds(desk.finish(desk.begin()).id) == {number: "cancelledHere"}


def test_what_is_on_its_way_is_not_judged(desk: Desk) -> None:
    number = desk.ours().rsz_number or ""
    desk.house.file(on_period("update", number, endDate="2026-12-20"), key="update")
    there = desk.house.rsz.held[number]
    sooner = there.period.model_copy(update={"end_date": date(2026, 12, 20)})
    desk.house.rsz.holds_period(number, CAFE, sooner, there.worker)

    assert desk.kinds(desk.finish(desk.begin()).id) == {}


THEIRS = {
    "910000000116": (held("910000000116"), MAN_1990),
    "910000000213": (held("910000000213", worker_type="RTA", joint_committee="124"), MAN_2003),
    "910000000310": (held("910000000310", start_date=date(2026, 11, 1)), MAN_1990),
    "910000000407": (held("910000000407", status=PeriodStatus.CANCELLED), WOMAN_1988),
}


@pytest.fixture
def elsewhere(desk: Desk) -> Desk:
    """Periods of the café that were declared elsewhere, and one of a stranger."""
    for number, (period, ssin) in THEIRS.items():
        worker = WorkerIdentity(ssin=ssin, family_name="Elders")
        desk.house.rsz.holds_period(number, CAFE, period, worker)
    desk.house.rsz.holds_period(
        "910000000504", CAFE, held("910000000504"), WorkerIdentity(family_name="Naamloos")
    )
    desk.house.rsz.holds_period("910000000601", BUILDER, held("910000000601"), WorkerIdentity(ssin=MAN_1990))
    return desk


def test_without_import_what_is_theirs_only_is_told_and_the_register_stays(elsewhere: Desk) -> None:
    before = dict(elsewhere.house.store.periods)
    assert elsewhere.kinds(elsewhere.finish(elsewhere.begin()).id) == {
        **dict.fromkeys(["910000000116", "910000000213", "910000000310"], "theirsOnly"),
        "910000000504": "namelessThere",
    }
    assert elsewhere.house.store.periods == before


def test_an_import_takes_each_period_once_whatever_its_type(elsewhere: Desk) -> None:
    posts = elsewhere.house.rsz.posts
    job = elsewhere.finish(elsewhere.begin(imports=True))

    assert job.content["counts"] == {"imported": 3, "namelessThere": 1}
    store = elsewhere.house.store
    relation = store.relation(LIVE_CAFE, store.worker_id_of(LIVE_CAFE, MAN_1990))
    assert relation.worker is not None
    assert (relation.worker.identity.ssin, relation.worker.identity.family_name) == (MAN_1990, "Elders")
    assert {period.rsz_number for period in relation.periods} == {"910000000116", "910000000310"}
    (rare,) = store.relation(LIVE_CAFE, store.worker_id_of(LIVE_CAFE, MAN_2003)).periods
    assert (rare.worker_type, rare.status) == ("RTA", PeriodStatus.ACTIVE)

    again = elsewhere.finish(elsewhere.begin(imports=True))
    assert again.content["counts"] == {"namelessThere": 1}
    assert elsewhere.house.rsz.posts == posts


def test_a_stretch_done_twice_has_the_effect_of_once(elsewhere: Desk) -> None:
    job_id = elsewhere.begin(imports=True)
    fresh = elsewhere.house.jobs.get(LIVE_CAFE, job_id)
    assert fresh is not None
    elsewhere.run(LIVE_CAFE, fresh)  # and then it broke off

    job = elsewhere.finish(job_id)
    assert job.content["counts"] == {"imported": 3, "namelessThere": 1}
    total = sum(len(periods) for periods in elsewhere.house.store.periods.values())
    assert total == 1 + 3


def test_what_a_declaration_of_ours_is_about_to_create_is_not_imported(desk: Desk) -> None:
    filed = filing(worker={"ssin": MAN_1990}, startDate="2026-12-01")
    desk.house.file(filed, key="pending")
    period = held("910000000116", worker_type="STU", start_date=date(2026, 12, 1))
    desk.house.rsz.holds_period("910000000116", CAFE, period, WorkerIdentity(ssin=MAN_1990))

    assert desk.kinds(desk.finish(desk.begin(imports=True)).id) == {"910000000116": "pendingHere"}


def test_an_outage_is_waited_for_and_a_lost_mandate_ends_it(desk: Desk) -> None:
    job_id = desk.begin()
    desk.house.rsz.fails_next_look(NotExecutedError("down"))
    with pytest.raises(NotExecutedError):
        desk.stretch(job_id)
    assert desk.finish(job_id).state is JobState.COMPLETED

    desk.house.rsz.fails_next_look(NotPermittedError("no mandate"))
    ended = desk.finish(desk.begin())
    assert (ended.state, ended.content["failure"]) == (JobState.FAILED, "notPermitted")


def test_what_cannot_be_read_there_is_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(_employer: Employer, _page: int) -> HeldPage:
        return HeldPage((), more=False, unreadable=2)

    monkeypatch.setattr(desk.house.rsz, "periods", odd)
    assert desk.finish(desk.begin()).content["unreadable"] == 2


def unreadable(number: str, _employer: Employer) -> HeldPeriod | None:
    raise UnreadableAnswerError(f"{number} cannot be read")


def unknown(_number: str, _employer: Employer) -> HeldPeriod | None:
    return None


def test_a_period_of_ours_that_cannot_be_read_there_is_counted_and_the_next_is_looked_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.house.rsz.held.clear()
    monkeypatch.setattr(desk.house.rsz, "period", unreadable)

    job = desk.finish(desk.begin())

    assert (job.state, job.content["ours"], job.content["unreadable"]) == (JobState.COMPLETED, 1, 1)
    assert desk.kinds(job.id) == {}


@pytest.mark.parametrize("asked", [unreadable, unknown])
def test_a_period_whose_features_the_rsz_does_not_tell_is_counted_and_not_imported(
    elsewhere: Desk,
    monkeypatch: pytest.MonkeyPatch,
    asked: Callable[[str, Employer], HeldPeriod | None],
) -> None:
    bare = held("910000000116", worker_type="")
    elsewhere.house.rsz.holds_period("910000000116", CAFE, bare, WorkerIdentity(ssin=MAN_1990))
    monkeypatch.setattr(elsewhere.house.rsz, "period", asked)

    job = elsewhere.finish(elsewhere.begin(imports=True))

    assert (job.state, job.content["unreadable"]) == (JobState.COMPLETED, 1)
    assert elsewhere.kinds(job.id)["910000000116"] == "theirsOnly"
    assert job.content["counts"] == {"imported": 2, "theirsOnly": 1, "namelessThere": 1}


def test_the_sandbox_holds_nothing_and_nobody_misses_it(desk: Desk) -> None:
    assert desk.kinds(desk.finish(desk.begin(TEST_CAFE), TEST_CAFE).id, TEST_CAFE) == {}


def test_the_same_key_is_the_same_reconciliation(desk: Desk) -> None:
    request = IdempotentRequest("once", "reconcile", "key_1", "")
    first = desk.start(LIVE_CAFE, CALLER, request, lambda job: job.id, imports=False)
    again = desk.start(LIVE_CAFE, CALLER, request, lambda job: job.id, imports=False)
    assert (again.body, again.replayed) == (first.body, True)
