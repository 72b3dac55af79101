"""What an employer chose: looked at, changed, and the places of work kept. Nobody overwrites unseen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.application.errors import NotFoundError, RefusedFilingError, StaleError
from chalicelib.application.ports import EmployerFacts, Employers, Ids
from chalicelib.application.ports.callers import Workplace
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.filing import PlaceOfWork
from chalicelib.domain.finding import finding
from chalicelib.domain.identifiers import InvalidIdentifierError, parse_rsz_number
from chalicelib.domain.law.committees import JOINT_COMMITTEES

TRIES = 5
MOST_WORKPLACES = 200
"""All of them lie in one row with the employer."""
FACTS = frozenset({"name", "rsz_number", "default_joint_committee"})
"""What is changed in the facts themselves; everything else is a setting."""

Changed = Callable[[EmployerFacts], EmployerFacts]


@dataclass(frozen=True, slots=True)
class EmployerSettingsCase:
    """The use cases behind ``/v1/employers/{enterpriseNumber}`` and its workplaces."""

    employers: Employers
    ids: Ids

    def facts(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer as it is stored now."""
        return self.employers.fresh(scope)

    def change(
        self, scope: EmployerScope, changes: Mapping[str, Any], seen: int | None = None
    ) -> EmployerFacts:
        """Change what is named, and return the employer as it is then.

        ``seen`` is the version that the caller looked at. Raises StaleError when it is not the stored
        one any more, RefusedFilingError for a number or joint committee that does not exist.
        """
        wanted = _checked(changes)
        return self._changed(scope, lambda facts: _with(facts, wanted), seen)

    def workplaces(self, scope: EmployerScope) -> tuple[Workplace, ...]:
        """Return the places of work, in the order in which they were added."""
        return self.facts(scope).settings.workplaces

    def workplace(self, scope: EmployerScope, workplace_id: str) -> Workplace:
        """Return a place of work. Raises NotFoundError."""
        return _workplace(self.facts(scope), workplace_id)

    def add_workplace(self, scope: EmployerScope, place: PlaceOfWork) -> Workplace:
        """Add a place of work; one that is there already is that one, so that a repeat adds nothing."""
        new = Workplace(id=self.ids.new("wpl"), place=place)
        facts = self._changed(scope, lambda before: _added(before, new))
        return next(each for each in facts.settings.workplaces if each.place == place)

    def change_workplace(
        self, scope: EmployerScope, workplace_id: str, changes: Mapping[str, Any]
    ) -> Workplace:
        """Change name or address of a place of work. Raises NotFoundError."""

        def changed(facts: EmployerFacts) -> EmployerFacts:
            old = _workplace(facts, workplace_id)
            new = old.model_copy(update={"place": old.place.model_copy(update=dict(changes))})
            places = facts.settings.workplaces
            return _with_places(facts, tuple(new if each == old else each for each in places))

        return _workplace(self._changed(scope, changed), workplace_id)

    def remove_workplace(self, scope: EmployerScope, workplace_id: str) -> None:
        """Remove a place of work; declarations keep the one they were filed with. Raises NotFoundError."""

        def changed(facts: EmployerFacts) -> EmployerFacts:
            gone = _workplace(facts, workplace_id)
            return _with_places(facts, tuple(each for each in facts.settings.workplaces if each != gone))

        self._changed(scope, changed)

    def _changed(self, scope: EmployerScope, changed: Changed, seen: int | None = None) -> EmployerFacts:
        """Read, change and write, again when somebody came between: the others' changes stay."""
        for _ in range(TRIES):
            before = self.employers.fresh(scope)
            if seen is not None and seen != before.version:
                raise StaleError
            after = changed(before)
            if after == before:
                return before
            after = after.model_copy(update={"version": before.version + 1})
            try:
                self.employers.change(scope, after)
            except StaleError:
                continue
            return after
        raise StaleError


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes in their one spelling. Raises RefusedFilingError."""
    wanted, wrong = dict(changes), []
    if "languages" in wanted:
        wanted["languages"] = tuple(dict.fromkeys(wanted["languages"]))
    committee = wanted.get("default_joint_committee")
    if committee is not None and committee not in JOINT_COMMITTEES:
        wrong.append(finding("00046-003", "defaultJointCommittee", allowed=", ".join(JOINT_COMMITTEES)))
    if wanted.get("rsz_number") is not None:
        try:
            wanted["rsz_number"] = parse_rsz_number(wanted["rsz_number"])
        except InvalidIdentifierError:
            wrong.append(finding("00011-003", "rszNumber", Certainty.COMPUTED))
    if wrong:
        raise RefusedFilingError(wrong)
    return wanted


def _with(facts: EmployerFacts, changes: Mapping[str, Any]) -> EmployerFacts:
    own = {name: value for name, value in changes.items() if name in FACTS}
    chosen = {name: value for name, value in changes.items() if name not in FACTS}
    return facts.model_copy(update={**own, "settings": facts.settings.model_copy(update=chosen)})


def _with_places(facts: EmployerFacts, places: tuple[Workplace, ...]) -> EmployerFacts:
    return _with(facts, {"workplaces": places})


def _added(facts: EmployerFacts, new: Workplace) -> EmployerFacts:
    places = facts.settings.workplaces
    if any(each.place == new.place for each in places):
        return facts
    if len(places) >= MOST_WORKPLACES:
        raise RefusedFilingError([finding("own.tooManyWorkplaces", "", most=str(MOST_WORKPLACES))])
    return _with_places(facts, (*places, new))


def _workplace(facts: EmployerFacts, workplace_id: str) -> Workplace:
    for each in facts.settings.workplaces:
        if each.id == workplace_id:
            return each
    raise NotFoundError(workplace_id)
