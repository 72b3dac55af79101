"""Everything that is known of one worker, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dimona_web.api.shapes import Json, Worker, block

# By the API's own names: what is known of a person, and of where they live.
PERSONAL = ("familyName", "givenName", "birthDate", "placeOfBirth", "countryOfBirth", "nationality", "gender")
ADDRESS = ("street", "houseNumber", "boxNumber", "postCode", "municipality", "country")
_NUMBERS = frozenset({"countryOfBirth", "nationality", "gender", "country"})
Said = Mapping[str, str]


@dataclass(frozen=True)
class KnownWorker:
    """A worker with what is known of the person, as texts by the API's names; empty what is not known."""

    worker: Worker
    known: Said

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one worker."""
        at = block(json, "address")
        given = {name: json.get(name) for name in PERSONAL} | {name: at.get(name) for name in ADDRESS}
        given["municipality"] = block(at, "municipality").get("name")
        return cls(
            Worker.of(json), {name: "" if value is None else str(value) for name, value in given.items()}
        )


def as_body(said: Said) -> dict[str, Any]:
    """Return what is said of a person as the API takes it; what is empty is null."""
    body: dict[str, Any] = {name: _value(name, said[name]) for name in PERSONAL if name in said}
    if any(name in said for name in ADDRESS):
        body["address"] = _address({name: said.get(name, "") for name in ADDRESS})
    return body


def _address(said: Said) -> dict[str, Any] | None:
    """Return an address; none when nothing but the country, which is filled in beforehand, is there."""
    if not any(value for name, value in said.items() if name != "country"):
        return None
    at = {name: _value(name, value) for name, value in said.items() if value}
    return at | {"municipality": {"name": said["municipality"]}} if said["municipality"] else at


def _value(name: str, said: str) -> Any:
    if not said:
        return None
    return int(said) if name in _NUMBERS and said.isdecimal() else said
