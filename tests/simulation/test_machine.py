"""Hypothesis looks for a life of declarations that ends otherwise than a small model says."""

from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, rule

from chalicelib.application.errors import ApplicationError
from chalicelib.application.scope import EmployerScope
from tests.simulation.actions import ORDINARY, Action, on, replacing, says
from tests.simulation.expecting import Filed, Model
from tests.simulation.exploring import comes_to_rest
from tests.simulation.faults import Call, Crash, Kind
from tests.simulation.office import Script, tag_of
from tests.simulation.world import World
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, WOMAN_2007

SCOPES = st.sampled_from((LIVE_CAFE, LIVE_BUILDER))
PEOPLE = st.sampled_from(((WOMAN_2007, "Lou"), (MAN_1990, "Jan")))
STARTS = st.sampled_from(("2026-12-01", "2026-12-10", "2027-01-11"))
ENDS = st.sampled_from((None, "2027-01-31", "2027-02-28"))
CHANGES = st.sampled_from(
    (
        ("out", {"endDate": "2027-03-31"}),
        ("update", {"endDate": "2027-02-15"}),
        ("update", {"startDate": "2026-12-02"}),
        ("cancel", {}),
    )
)
SECONDS = st.sampled_from((0, 1, 5, 50))


class Lives(RuleBasedStateMachine):
    """People file, change and take back; messages go astray; calls fail. In the end the model is right."""

    filed = Bundle("filed")

    @initialize(delays=st.lists(SECONDS, min_size=8, max_size=8), lost=st.sets(st.integers(1, 8), max_size=2))
    def open(self, delays: list[int], lost: set[int]) -> None:
        self.world = World(
            Script(
                delays={f"t{number}": timedelta(seconds=each) for number, each in enumerate(delays, 1)},
                loses={f"t{number}": number % 2 == 0 for number in lost},
            )
        )
        self.world.gate.listens = True
        self.world.gate.choose = self._goes_wrong
        self.armed: Kind | None = None
        self.said: dict[tuple[str, str], tuple[str, dict[str, Any], EmployerScope]] = {}
        self.replaces: dict[str, str] = {}
        self.count = 0

    def _goes_wrong(self, call: Call) -> Kind | None:
        if self.armed not in call.kinds:
            return None
        armed, self.armed = self.armed, None
        return armed

    def _ask(self, scope: EmployerScope, body: Any) -> str:
        self.count += 1
        tag = f"t{self.count}"
        self.world.ask(Action(tag, body, scope))
        return tag

    # what people do

    @rule(target=filed, scope=SCOPES, who=PEOPLE, start=STARTS, end=ENDS)
    def hire(self, scope: EmployerScope, who: tuple[str, str], start: str, end: str | None) -> str:
        facts = {"startDate": start, **({"endDate": end} if end else {})}
        worker = {"ssin": who[0], "familyName": "Voorbeeld", "givenName": who[1]}
        tag = self._ask(scope, says({**ORDINARY, **facts, "worker": worker}))
        self.said[tag, "in"] = tag, facts, scope
        return tag

    @rule(tag=filed, change=CHANGES)
    def change(self, tag: str, change: tuple[str, dict[str, Any]]) -> None:
        if self._is_there(tag):
            kind, facts = change
            mine = self._ask(self.said[tag, "in"][2], on(tag, kind, **facts))
            self.said[mine, kind] = tag, facts, self.said[tag, "in"][2]

    @rule(target=filed, tag=filed, start=STARTS)
    def replace(self, tag: str, start: str) -> Any:
        if not self._is_there(tag):
            return multiple()
        scope = self.said[tag, "in"][2]
        worker = {"ssin": self._ssin(tag), "familyName": "Voorbeeld", "givenName": "Lou"}
        mine = self._ask(scope, replacing(tag, {**ORDINARY, "worker": worker, "startDate": start}))
        self.said[mine, "cancel"] = tag, {}, scope
        self.said[mine, "in"] = mine, {"startDate": start}, scope
        self.replaces[mine] = tag
        return mine

    @rule(tag=filed, change=CHANGES)
    def attack(self, tag: str, change: tuple[str, dict[str, Any]]) -> None:
        if self._created(tag):
            owner = self.said[tag, "in"][2]
            stranger = LIVE_BUILDER if owner == LIVE_CAFE else LIVE_CAFE
            kind, facts = change
            mine = self._ask(stranger, on(tag, kind, number=True, **facts))
            self.said[mine, kind] = f"nothing {mine}", facts, stranger

    @rule(chosen=st.integers(0, 20))
    def take_back(self, chosen: int) -> None:
        accepted = self.world.store.accepted
        if accepted:
            scope, found = accepted[chosen % len(accepted)]
            try:
                self.world.use_cases.withdraw(scope, found, "usr_1")
            except (ApplicationError, Crash):
                return

    # what happens to messages, calls and time

    @rule(chosen=st.lists(st.integers(0, 2), min_size=1, max_size=6))
    def run(self, chosen: list[int]) -> None:
        for each in chosen:
            steps = self.world.steps()[:3]
            if steps:
                self.world.run(steps[each % len(steps)])

    @rule()
    def lose_messages(self) -> None:
        self.world.queue.empty()

    @rule(kind=st.sampled_from(Kind))
    def goes_wrong(self, kind: Kind) -> None:
        self.armed = kind

    # how it ends

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        self.world.gate.choose = None
        comes_to_rest(self.world)
        model = self._model()
        for (tag, kind), end in model.ends.items():
            assert self.world.declaration_of(tag, kind).state == end, (tag, kind)
        numbers = self._numbers()
        assert sorted(numbers.values()) == sorted(self.world.office.held), (
            "each period belongs to one IN of ours"
        )
        held = {tag: self._facts(number) for tag, number in numbers.items()}
        for tag, period in model.periods.items():
            assert (tag in held) == period.created, tag
            if tag in held:
                assert held[tag] == (period.cancelled, period.facts["startDate"], period.facts.get("endDate"))

    def _model(self) -> Model:
        model = Model()
        for scope, found in self.world.store.accepted:
            declaration = self.world.store.stored[scope, found].declaration
            terms = declaration.terms
            tag = terms.reference or ""
            target, facts, _ = self.said[tag, terms.type]
            taken_back = declaration.events[-1].data.get("why") == "byPerson"
            replaces = self.replaces.get(tag) if terms.type == "in" else None
            model.file(Filed(tag, terms.type, target, facts, replaces), taken_back=taken_back)
        return model

    def _is_there(self, tag: str) -> bool:
        return (self.said[tag, "in"][2].employer, tag, "in") in self.world.store.intents

    def _created(self, tag: str) -> bool:
        """Tell whether a POST of this IN created a period."""
        office = self.world.office
        return any(tag_of(office.executed[number].filing) == tag for number in office.held)

    def _ssin(self, tag: str) -> str:
        found = self.world.declaration_of(tag)
        ssin = self.world.store.stored[self.said[tag, "in"][2], found.id].identity.ssin
        assert ssin is not None
        return ssin

    def _numbers(self) -> dict[str, str]:
        """The number of the period that each IN says it created, by tag; its content must be that of the IN.

        Not the tag that the office saw: of two equal INs without an answer, either may be the one executed.
        """
        numbers = {}
        for scope, found in self.world.store.accepted:
            stored = self.world.store.stored[scope, found]
            terms, number = stored.declaration.terms, stored.declaration.rsz.declaration_id
            if terms.type == "in" and number in self.world.office.held:
                filing = self.world.office.executed[number].filing
                assert filing.worker.ssin == stored.identity.ssin
                assert filing.terms.model_dump(exclude={"reference"}) == terms.model_dump(
                    exclude={"reference"}
                )
                numbers[terms.reference or ""] = number
        return numbers

    def _facts(self, number: str) -> tuple[bool, str, str | None]:
        """What the RSZ holds under a number."""
        period = self.world.office.held[number].period
        end = str(period.end_date) if period.end_date else None
        return period.status == "cancelled", str(period.start_date), end


Lives.TestCase.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestLives = Lives.TestCase


def test_of_two_equal_ins_without_an_answer_each_ends_with_a_period_of_its_own() -> None:
    """The first never arrived and the second did: the first claims it, the second is filed again."""
    life = Lives()
    life.open(delays=[0] * 8, lost={1, 2})
    for _ in range(2):
        life.hire(scope=LIVE_CAFE, who=(WOMAN_2007, "Lou"), start="2026-12-01", end=None)
    life.teardown()
    assert len(life.world.office.held) == 2
