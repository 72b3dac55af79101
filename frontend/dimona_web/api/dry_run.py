"""What would come of a filing, as the API tells it before anything is filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dimona_web.api.errors import Issue
from dimona_web.api.shapes import Deadline
from dimona_web.api.tables import Consequence

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Warned:
    """A warning: it does not stop the filing."""

    code: str
    title: str
    detail: str


@dataclass(frozen=True)
class Quota:
    """A limit of the year. `remaining` is None when others use it too and we do not see that."""

    kind: str
    year: int
    unit: str
    limit: int
    used_here: int
    reserved: int
    remaining: int | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a quota."""
        return cls(
            kind=json["kind"],
            year=json["year"],
            unit=json["unit"],
            limit=json["limit"],
            used_here=json["usedHere"],
            reserved=json["reservedByThis"],
            remaining=json.get("remaining"),
        )


@dataclass(frozen=True)
class DryRun:
    """The answer of `POST /v1/declarations/validate`. `minutes_left` is None without a deadline."""

    issues: tuple[Issue, ...]
    warnings: tuple[Warned, ...]
    deadline: Deadline | None
    quotas: tuple[Quota, ...]
    risk: str
    minutes_left: int | None
    risk_text: str
    consequences: tuple[Consequence, ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a dry run."""
        risk = json.get("lateRisk") or {}
        warnings = (Warned(w["code"], w.get("title") or "", w["detail"]) for w in json.get("warnings") or ())
        return cls(
            issues=issues_of(json),
            warnings=tuple(warnings),
            deadline=Deadline.of(json["deadline"]) if json.get("deadline") else None,
            quotas=tuple(Quota.of(item) for item in json.get("quotas") or ()),
            risk=risk.get("level") or "",
            minutes_left=risk.get("minutesLeft"),
            risk_text=risk.get("text") or "",
            consequences=tuple(Consequence.of(item) for item in risk.get("consequences") or ()),
        )

    @classmethod
    def stopped_by(cls, issues: tuple[Issue, ...]) -> Self:
        """Return the dry run of what the API could not even read."""
        return cls(issues, (), None, (), "", None, "", ())


def issues_of(json: Json) -> tuple[Issue, ...]:
    """Read the issues of a problem or of a dry run."""
    return tuple(
        Issue(item.get("name") or "", item.get("detail") or item.get("title") or "", item.get("code") or "")
        for item in json.get("issues") or ()
    )
