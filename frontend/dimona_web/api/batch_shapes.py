"""Batches, their rows, and proposals for another day, as plain values; only what the pages use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from dimona_web.api.dry_run import DryRun
from dimona_web.api.shapes import Filed, Json, Worker, block, instant


@dataclass(frozen=True)
class Batch:
    """A batch and how far it has come."""

    id: str
    state: str
    total: int
    processed: int
    recorded: int
    already_recorded: int
    rejected: int
    ignored: tuple[str, ...]
    corrections_until: datetime | None
    poll_after: datetime | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a batch."""
        return cls(
            id=json["id"],
            state=json["state"],
            total=json.get("total") or 0,
            processed=json.get("processed") or 0,
            recorded=json.get("recorded") or 0,
            already_recorded=json.get("alreadyRecorded") or 0,
            rejected=json.get("rejected") or 0,
            ignored=tuple(json.get("ignoredColumns") or ()),
            corrections_until=instant(json.get("correctionsUntil")),
            poll_after=instant(json.get("pollAfter")),
        )


@dataclass(frozen=True)
class RowIssue:
    """What is wrong with a row: the column's heading, empty where there is none, and a sentence."""

    column: str
    detail: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one."""
        return cls(json.get("column") or "", json.get("detail") or json.get("title") or "")


@dataclass(frozen=True)
class BatchRow:
    """What became of a row; rows count from 1."""

    row: int
    state: str
    declaration: str
    issues: tuple[RowIssue, ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one."""
        issues = tuple(RowIssue.of(item) for item in json.get("issues") or ())
        return cls(json["row"], json["state"], json.get("declarationId") or "", issues)


@dataclass(frozen=True)
class Proposal:
    """The same again on another day: a filing as it can be sent, what it repeats, what would come of it.

    A template repeats nothing, and knows its workers by their ids only.
    """

    filing: dict[str, Any]
    repeats: str
    worker: Worker
    filed: Filed
    run: DryRun

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one."""
        return cls(
            filing=dict(json["filing"]),
            repeats=json.get("repeats") or "",
            worker=Worker.of(block(json, "worker") or block(json["filing"], "worker")),
            filed=Filed.of(json["filing"]),
            run=DryRun.of(json["check"]),
        )
