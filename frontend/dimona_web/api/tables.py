"""The API's rule tables as plain values: from these the forms are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

Json = Mapping[str, Any]
FORBIDDEN, OPTIONAL, REQUIRED = "forbidden", "optional", "required"


@dataclass(frozen=True)
class Choice:
    """One value of a list, and its name in the language of the page."""

    value: str
    name: str

    @classmethod
    def many(cls, json: Json) -> tuple[Self, ...]:
        """Read the choices of a field, if it has any."""
        return tuple(cls(item["value"], item["name"]) for item in json.get("choices") or ())


@dataclass(frozen=True)
class FieldRule:
    """Whether a field belongs in an IN, and what may stand in it."""

    name: str
    presence: str
    in_committees: Mapping[str, str]
    choices: tuple[Choice, ...]
    parts: Mapping[str, "FieldRule"]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a field, or a part of one."""
        parts = {name: cls.of(part) for name, part in (json.get("parts") or {}).items()}
        return cls(json["name"], json["presence"], json.get("inCommittees") or {}, Choice.many(json), parts)

    def presence_in(self, committee: str) -> str:
        """Return the presence that counts in a joint committee."""
        return self.in_committees.get(committee, self.presence)


_NO_FIELD = FieldRule("", FORBIDDEN, {}, (), {})


@dataclass(frozen=True)
class Variant:
    """One way to file a worker type: by hours, for a day, for a period."""

    code: str
    name: str
    applies_when: str
    by_hours: bool
    same_day: bool
    fields: Mapping[str, FieldRule]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a variant."""
        fields = {name: FieldRule.of(field) for name, field in json["fields"].items()}
        when = json.get("appliesWhen") or ""
        return cls(json["code"], json["name"], when, bool(json["byHours"]), bool(json["sameDay"]), fields)

    def field(self, name: str) -> FieldRule:
        """Return the rule of a field; a field the table does not name is forbidden."""
        return self.fields.get(name, _NO_FIELD)

    def takes(self, name: str, committee: str) -> bool:
        """Say whether a field may stand in a filing of this variant."""
        return self.field(name).presence_in(committee) != FORBIDDEN


@dataclass(frozen=True)
class Fit:
    """Whether a worker type goes with a joint committee; `instead` is the committee to take."""

    number: str
    name: str
    fits: bool
    instead: str


@dataclass(frozen=True)
class WorkerType:
    """A worker type with everything its form needs."""

    code: str
    name: str
    explanation: str
    variants: tuple[Variant, ...]
    committees: tuple[Fit, ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a worker type."""
        fits = tuple(
            Fit(item["number"], item["name"], bool(item["fits"]), item.get("instead") or "")
            for item in json["committees"]
        )
        variants = tuple(Variant.of(item) for item in json["variants"])
        return cls(json["code"], json["name"], json.get("explanation") or "", variants, fits)

    def committee_for(self, employers_own: str) -> str:
        """Return the committee to start with: the employer's own, or the one to take instead; or none."""
        fit = next((one for one in self.committees if one.number == employers_own), None)
        if fit is None:
            return ""
        return fit.number if fit.fits else fit.instead


@dataclass(frozen=True)
class Committee:
    """A joint committee. `lump`: an extra there is paid by the hour or by the day."""

    number: str
    name: str
    for_user: bool
    lump: bool

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a committee."""
        return cls(json["number"], json["name"], bool(json["forUsingEmployer"]), bool(json["lump"]))


@dataclass(frozen=True)
class Consequence:
    """What late or missing filing can mean: information with its source. Figures may be unknown."""

    kind: str
    title: str
    detail: str
    minimum: float | None
    maximum: float | None
    unit: str
    per: str
    valid_from: str
    source: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a consequence."""
        words = (json.get(name) or "" for name in ("unit", "per", "validFrom", "source"))
        return cls(json["kind"], json["title"], json["detail"], json.get("min"), json.get("max"), *words)


@dataclass(frozen=True)
class Consequences:
    """The consequences in force, and the sentence that this is no advice."""

    items: tuple[Consequence, ...]
    as_of: str
    note: str
