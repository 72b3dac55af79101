"""Which questions the form asks: pure, from the API's table of worker types and nothing else.

What differs between the ways to file a worker type (by hours, for a day, for a period) is told to the
stylesheet by class names, so that a choice changes the form at once, also without a line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dimona_web.api.shapes import Workplace
from dimona_web.api.tables import REQUIRED, Choice, Committee, Variant, WorkerType

# The API's choice of reckoning an extra, by the way to file it; it is asked wherever the table takes it.
LUMPS: Mapping[str, str] = {"dayLump": "day", "hours": "hours"}
AGENCY = "322"
ELSEWHERE = "elsewhere"
# By field of the API: the questions of the form, by part of the field where it is a block.
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "startHour": {"": "start_hour"},
    "endHour": {"": "end_hour"},
    "endDate": {"": "end_date"},
    "plannedHours": {"": "planned_hours"},
    "workStartsAt": {"": "works_start"},
    "controlCards": {"firstMonth": "card_first", "nextMonth": "card_next"},
    "smallStatutes": {"employmentNature": "nature", "workerStatus": "status", "activityWithRisk": "risk"},
    "usingEmployer": {
        "enterpriseNumber": "user_number",
        "name": "user_name",
        "jointCommittee": "user_committee",
    },
    "placeOfWork": {"": "place"},
}


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    value: str = ""
    label: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Sheet:
    """The questions of one form: which are asked, which may stay empty, where the stylesheet hides them."""

    kind: str = ""
    shown: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    looks: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[Option]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tables:
    """What a form is drawn from: the worker type, the committees, the employer's places of work."""

    kind: WorkerType
    committees: tuple[Committee, ...]
    places: tuple[Workplace, ...] = ()

    def ways(self, committee: str, user_committee: str) -> tuple[Variant, ...]:
        """Return the ways to file this worker type in a committee; a lump only where one exists."""
        if self.asks_lump(committee, user_committee):
            return self.kind.variants
        return tuple(one for one in self.kind.variants if LUMPS.get(one.code) != "day")

    def asks_lump(self, committee: str, user_committee: str) -> bool:
        """Say whether it must be said if an extra is reckoned by the hour or by the day."""
        where = user_committee if committee == AGENCY else committee
        has_lump = any(one.number == where and one.lump for one in self.committees)
        return has_lump and any(one.takes("lump", committee) for one in self.kind.variants)


def sheet_of(tables: Tables, committee: str, user_committee: str) -> Sheet:
    """Return the questions for a worker type in a committee."""
    ways = tables.ways(committee, user_committee)
    made = Sheet(kind=tables.kind.code, options=_options(tables, ways))
    if len(ways) > 1:
        made.shown.append("variant")
    for name, questions in QUESTIONS.items():
        asking = [one for one in ways if _asks(one, name, committee)]
        for part, question in questions.items() if asking else ():
            _ask(made, question, asking, ways)
            rule = asking[0].field(name)
            if part:
                made.labels[question] = rule.parts[part].name
                made.options[question] = made.options.get(question) or _choices(rule.parts[part].choices)
            required = rule.presence_in(committee) == REQUIRED
            if not required or (part and rule.parts[part].presence != REQUIRED):
                made.optional.append(question)
    return made


def _asks(way: Variant, name: str, committee: str) -> bool:
    """Say whether a field is asked: the last day of a shift follows from its hours."""
    return way.takes(name, committee) and not (name == "endDate" and way.by_hours)


def _ask(made: Sheet, question: str, asking: list[Variant], ways: tuple[Variant, ...]) -> None:
    made.shown.append(question)
    made.looks[question] = " ".join(f"not-in-{one.code}" for one in ways if one not in asking)


def _options(tables: Tables, ways: Iterable[Variant]) -> dict[str, list[Option]]:
    fits = [Option(one.number, one.name) for one in tables.kind.committees if one.fits]
    users = [Option(one.number, one.name) for one in tables.committees if one.for_user]
    return {
        "variant": [Option(one.code, one.name, one.applies_when) for one in ways],
        "committee": [_named(one) for one in fits],
        "user_committee": [_named(one) for one in users],
        "place": [Option(one.id, one.name) for one in tables.places],
    }


def _named(option: Option) -> Option:
    return Option(option.value, f"{option.value} · {option.label}")


def _choices(choices: Iterable[Choice]) -> list[Option]:
    return [Option(one.value, one.name) for one in choices]
