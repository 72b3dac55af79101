"""Work that the API does in the background, as plain values: exports, comparisons with the RSZ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from dimona_web.api.shapes import Filed, Json, block, instant


@dataclass(frozen=True)
class Export:
    """A list on its way to a file; `rows` are those written so far."""

    id: str
    state: str
    kind: str
    format: str
    rows: int
    expires_at: datetime | None
    poll_after: datetime | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read an export."""
        return cls(
            id=json["id"],
            state=json["state"],
            kind=json["kind"],
            format=json["format"],
            rows=json.get("rows") or 0,
            expires_at=instant(json.get("expiresAt")),
            poll_after=instant(json.get("pollAfter")),
        )


@dataclass(frozen=True)
class Side:
    """A period as one of the two has it."""

    id: str
    rsz_number: str
    filed: Filed

    @classmethod
    def of(cls, json: Json | None) -> Self | None:
        """Read one side of a difference, if that one has the period at all."""
        return cls(json.get("id") or "", json.get("rszNumber") or "", Filed.of(json)) if json else None


@dataclass(frozen=True)
class Difference:
    """A period that differs between our register and the RSZ; text and remedy in the caller's language."""

    kind: str
    text: str
    remedy: str
    worker: str
    ours: Side | None
    theirs: Side | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a difference."""
        return cls(
            kind=json["kind"],
            text=json.get("text") or "",
            remedy=json.get("remedy") or "",
            worker=json.get("workerId") or "",
            ours=Side.of(json.get("ours")),
            theirs=Side.of(json.get("theirs")),
        )


@dataclass(frozen=True)
class Comparison:
    """Our register beside what the RSZ holds; counts of periods looked at, a page of differences."""

    id: str
    state: str
    theirs: int
    ours: int
    unreadable: int
    counts: Mapping[str, int]
    failure: str
    differences: tuple[Difference, ...]
    next: str
    poll_after: datetime | None

    @classmethod
    def of(cls, json: Json, next_page: str) -> Self:
        """Read a reconciliation; `next_page` is the cursor of the next page."""
        progress = block(json, "progress")
        return cls(
            id=json["id"],
            state=json["state"],
            theirs=progress.get("theirs") or 0,
            ours=progress.get("ours") or 0,
            unreadable=progress.get("unreadable") or 0,
            counts=block(json, "counts"),
            failure=json.get("failure") or "",
            differences=tuple(Difference.of(item) for item in json.get("items") or ()),
            next=next_page,
            poll_after=instant(json.get("pollAfter")),
        )
