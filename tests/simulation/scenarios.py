"""The scenarios: who files what, and how the RSZ behaves."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from chalicelib.application.ports import Employer, RszFiling
from chalicelib.domain.answer import Result
from chalicelib.domain.filing import InTerms
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import WorkerIdentity
from tests.fakes.rsz import Executed, Outcome, dimona_number
from tests.simulation.actions import ORDINARY, STUDENT, Action, on, replacing, says
from tests.simulation.judging import hold
from tests.simulation.office import Script, tag_of
from tests.simulation.world import World
from tests.synthetic import CAFE, LIVE_BUILDER, MAN_1990, MAN_2003, STRANGER, WOMAN_1988, WOMAN_2007

SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)
_MOST_POSTS = 14
"""Of what always breaks: once in two minutes or so for the first twenty, and after a person came."""
ELSEWHERE = dimona_number(8_000_000_001)
Expectation = Callable[[World], None]


def _as(tag: str, kind: str, state: State) -> Expectation:
    def expect(world: World) -> None:
        found = world.declaration_of(tag, kind).state
        hold(found is state, "expected", f"{tag} {kind} ends {found}, not {state}")

    return expect


def _accepted(*filed: tuple[str, str]) -> tuple[Expectation, ...]:
    return tuple(_as(tag, kind, State.ACCEPTED) for tag, kind in filed)


@dataclass(frozen=True, slots=True)
class Scenario:
    """``before`` is done without faults; ``expected`` is how it ends without any.

    Of those that are not ``deep`` the test run tries single faults only, ``make simulate`` the pairs as well;
    the millions of pairs of those that are ``long`` it tries when such a scenario is asked for by name.
    """

    name: str
    actions: tuple[Action, ...]
    script: Script = field(default_factory=Script)
    before: tuple[Action, ...] = ()
    expected: tuple[Expectation, ...] = ()
    deep: bool = True
    long: bool = False
    prepares: Callable[[World], None] = lambda _: None

    def opened(self) -> World:
        """Return a world in which everything stands ready."""
        world = World(self.script)
        self.prepares(world)
        world.ask(*self.before)
        while world.step():
            pass
        world.gate.calls = 0
        world.ask(*self.actions)
        return world

    def expects(self, world: World) -> None:
        """Judge how it ended without any fault."""
        for expectation in self.expected:
            expectation(world)


def _someone(ssin: str, given: str) -> dict[str, str]:
    return {"ssin": ssin, "familyName": "Voorbeeld", "givenName": given}


HIRED = Action("hired", says(ORDINARY))
OUT_AT_ONCE = Action("out", on("in", "out", endDate="2026-12-31"), needs=frozenset({"in"}))
STUDENT_HIRED = Action("hired", says(STUDENT))


def _elsewhere(world: World) -> None:
    """The RSZ holds a period of the café that was declared by other means."""
    period = Period(
        id="",
        declaration_id="elsewhere",
        status=PeriodStatus.ACTIVE,
        worker_type="OTH",
        joint_committee="XXX",
        start_date=date(2026, 11, 2),
    )
    identity = WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld", given_name="Jan")
    world.office.holds_period(ELSEWHERE, CAFE, period, identity)
    world.witness.learns(CAFE, MAN_1990)


def _refused_elsewhere(world: World) -> None:
    """The RSZ refused just this a week ago, when it was declared by other means."""
    terms = InTerms.model_validate(
        {name: value for name, value in STUDENT.items() if name != "worker"} | {"reference": "elsewhere"},
        by_alias=True,
        by_name=False,
    )
    worker = WorkerIdentity(ssin=WOMAN_2007, family_name="Voorbeeld", given_name="Lou")
    filing = RszFiling(Employer(CAFE), worker, terms)
    refused = Outcome(Result.REFUSED, ("90374-349",))
    received = world.clock.now() - timedelta(days=7)
    world.office.executed[ELSEWHERE] = Executed(ELSEWHERE, filing, refused, received)


def _urgent_went_first(world: World) -> None:
    order = [tag_of(done.filing) for done in world.office.executed.values()]
    hold(order[0] == "urgent", "urgent", f"after the outage {order} were sent")


def _happened(world: World, tag: str, happening: Happening) -> bool:
    return any(event.happening is happening for event in world.declaration_of(tag).events)


def _was_asked_again(world: World) -> None:
    hold(_happened(world, "in", Happening.ASKED_AGAIN), "1", "nobody had the RSZ asked again")


def _was_given_up(world: World) -> None:
    hold(_happened(world, "in", Happening.GAVE_UP), "1", "sent for ever, and nobody was told")
    sent = [
        event for event in world.declaration_of("in").events if event.happening is Happening.SENDING_STARTED
    ]
    hold(len(sent) <= _MOST_POSTS, "1", f"sent {len(sent)} times to an RSZ that breaks on it")


def _nobody_was_called(world: World) -> None:
    hold(not _happened(world, "in", Happening.GAVE_UP), "1", "given up on because of an outage")


def _did_not_wait(world: World) -> None:
    stranger, other = world.declaration_of("stranger"), world.declaration_of("other")
    settled = stranger.settled_at is not None and other.settled_at is not None
    hold(settled and other.settled_at < stranger.settled_at, "6", "an extra waited for an identification")  # type: ignore[operator]


def _attack(kind: str, **rest: object) -> Scenario:
    return Scenario(
        f"attack-{kind}",
        before=(STUDENT_HIRED,),
        actions=(
            Action("attack", on("hired", kind, number=True, **rest), LIVE_BUILDER),
            Action("owner", on("hired", "update", plannedHours=120)),
        ),
        expected=(
            _as("attack", kind, State.WITHDRAWN),
            *_accepted(("owner", "update")),
        ),
    )


EXTRA = {
    "type": "in",
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startDate": "2026-11-25",
    "startHour": "18:00",
    "endDate": "2026-11-25",
    "endHour": "23:00",
}

SCENARIOS = (
    Scenario("in", actions=(Action("in", says(STUDENT)),), expected=_accepted(("in", "in"))),
    Scenario(
        "in-out",
        actions=(Action("in", says(ORDINARY)), OUT_AT_ONCE),
        script=Script(delays={"in": 5 * SECONDS}),
        expected=_accepted(("in", "in"), ("out", "out")),
    ),
    Scenario(
        "out-while-settling",
        deep=False,
        actions=(Action("in", says(ORDINARY)), replace(OUT_AT_ONCE, at=2 * SECONDS)),
        expected=_accepted(("in", "in"), ("out", "out")),
    ),
    Scenario(
        "overlap",
        before=(Action("hired", says(ORDINARY, endDate="2026-12-31")),),
        actions=(
            Action("longer", on("hired", "update", endDate="2027-01-15")),
            Action("in", says(ORDINARY, startDate="2027-01-11"), needs=frozenset({"longer"})),
        ),
        script=Script(delays={"longer": 5 * SECONDS}),
        expected=_accepted(("longer", "update"), ("in", "in")),
    ),
    Scenario(
        "refused-out",
        deep=False,
        actions=(Action("in", says(ORDINARY)), OUT_AT_ONCE),
        script=Script(refuses={"in": "90374-349"}),
        expected=(_as("in", "in", State.REFUSED), _as("out", "out", State.WITHDRAWN)),
    ),
    Scenario(
        "update",
        before=(STUDENT_HIRED,),
        actions=(Action("change", on("hired", "update", plannedHours=120)),),
        expected=_accepted(("change", "update")),
    ),
    Scenario(
        "cancel",
        before=(STUDENT_HIRED,),
        actions=(Action("cancel", on("hired", "cancel")),),
        script=Script(delays={"cancel": 20 * SECONDS}),
        expected=_accepted(("cancel", "cancel")),
    ),
    Scenario(
        "replace",
        before=(STUDENT_HIRED,),
        actions=(Action("instead", replacing("hired", STUDENT, startDate="2026-12-02")),),
        script=Script(delays={"instead:cancel": 5 * SECONDS}),
        expected=_accepted(("instead", "cancel"), ("instead", "in")),
    ),
    Scenario(
        "lost-answer",
        actions=(Action("in", says(STUDENT)),),
        script=Script(loses={"in": True}, delays={"in": 50 * SECONDS}),
        expected=_accepted(("in", "in")),
    ),
    Scenario(
        "lost-post",
        deep=False,
        actions=(Action("in", says(STUDENT)),),
        script=Script(loses={"in": False}),
        expected=_accepted(("in", "in")),
    ),
    Scenario(
        "broken",
        deep=False,
        long=True,
        actions=(Action("in", says(STUDENT)),),
        script=Script(breaks={"in": 35 * MINUTES}),
        expected=(*_accepted(("in", "in")), _was_given_up),
    ),
    Scenario(
        "denied",
        deep=False,
        actions=(Action("in", says(STUDENT)),),
        script=Script(denies=frozenset({"in"}), doubles=True),
        expected=_accepted(("in", "in")),
    ),
    Scenario(
        "refused-elsewhere",
        deep=False,
        prepares=_refused_elsewhere,
        actions=(Action("in", says(STUDENT)),),
        script=Script(loses={"in": True}),
        expected=_accepted(("in", "in")),
    ),
    Scenario(
        "bulk-urgent",
        actions=(
            Action("bulk1", says(STUDENT, worker=_someone(MAN_1990, "Jan"))),
            Action("urgent", says(STUDENT, worker=_someone(MAN_2003, "Tom"), startDate="2026-11-24",
                                  workStartsAt="2026-11-24T14:00:00")),
            Action("bulk2", says(STUDENT, worker=_someone(WOMAN_1988, "Ann"))),
        ),
        expected=(*_accepted(*((tag, "in") for tag in ("bulk1", "urgent", "bulk2"))), _urgent_went_first),
    ),
    Scenario(
        "silence",
        deep=False,
        long=True,
        actions=(
            Action("in", says(ORDINARY)),
            OUT_AT_ONCE,
        ),
        script=Script(delays={"in": 35 * MINUTES}, taken_back=frozenset({"in"}), doubles=True),
        expected=(*_accepted(("in", "in"), ("out", "out")), _was_asked_again),
    ),
    Scenario(
        "outage-before-the-answer",
        deep=False,
        long=True,
        actions=(Action("in", says(STUDENT)),),
        script=Script(delays={"in": 45 * MINUTES}, down=((3 * SECONDS, 40 * MINUTES),), doubles=True),
        expected=(*_accepted(("in", "in")), _nobody_was_called),
    ),
    Scenario(
        "outage",
        deep=False,
        actions=(
            Action("bulk", says(STUDENT, worker=_someone(MAN_1990, "Jan"))),
            Action("urgent", says(STUDENT, startDate="2026-11-24", workStartsAt="2026-11-24T14:00:00")),
        ),
        script=Script(down=((timedelta(0), 290 * SECONDS),)),
        expected=(*_accepted(("bulk", "in"), ("urgent", "in")), _urgent_went_first),
    ),
    Scenario(
        "maintenance",
        deep=False,
        actions=(
            Action("urgent", says(STUDENT, startDate="2026-11-24", workStartsAt="2026-11-24T14:00:00")),
            Action("bulk", says(STUDENT, worker=_someone(MAN_1990, "Jan")), at=2 * MINUTES),
        ),
        script=Script(down=((timedelta(0), 30 * SECONDS),), back_in=1800),
        expected=(*_accepted(("bulk", "in"), ("urgent", "in")), _urgent_went_first),
    ),
    _attack("out", endDate="2026-12-15"),
    _attack("update", plannedHours=8),
    _attack("cancel"),
    Scenario(
        "own-number",
        prepares=_elsewhere,
        actions=(Action("out", on("elsewhere", "out", number=True, endDate="2026-12-31")),),
        expected=_accepted(("out", "out")),
    ),
    Scenario(
        "colleagues",
        actions=(Action("mine", says(STUDENT)), Action("yours", says(STUDENT))),
        script=Script(doubles=True),
        expected=(*_accepted(("mine", "in")), _as("yours", "in", State.REFUSED)),
    ),
    Scenario(
        "colleagues-lost",
        deep=False,
        actions=(Action("mine", says(STUDENT)), Action("yours", says(STUDENT))),
        script=Script(loses={"mine": True, "yours": False}),
        expected=_accepted(("mine", "in"), ("yours", "in")),
    ),
    Scenario(
        "identification",
        actions=(
            Action("stranger", says(ORDINARY, worker=STRANGER)),
            Action("other", says(EXTRA, worker=_someone(WOMAN_2007, "Lou"))),
        ),
        script=Script(ssins={"Voorbeeld": WOMAN_1988}),
        expected=(*_accepted(("stranger", "in"), ("other", "in")), _did_not_wait),
    ),
)  # fmt: skip
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
