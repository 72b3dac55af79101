"""The same filing for several workers: tried for each of them before it is sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dimona_web.api.client import Caller, api
from dimona_web.api.dry_run import DryRun
from dimona_web.api.errors import Issue
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.outlook import Outlook, outlook
from dimona_web.pages.fact import Fact

_AT_ONCE = 4


async def tried(who: Caller, filings: Sequence[dict[str, Any]]) -> list[DryRun]:
    """Try filings, a few at a time, and return what would come of each."""
    few = asyncio.Semaphore(_AT_ONCE)

    async def one(filing: dict[str, Any]) -> DryRun:
        async with few:
            return await api().validate(who, filing)

    return await asyncio.gather(*map(one, filings))


def objections(run: DryRun) -> list[str]:
    """Return in sentences what forbids a filing."""
    return [issue.detail for issue in run.issues]


async def in_the_way_of_all(who: Caller, draft: Draft, filing: dict[str, Any]) -> tuple[Issue, ...]:
    """Return what forbids a filing whoever it is for: what only some cannot have, the check tells by name."""
    runs = await tried(who, [filing | {"worker": {"id": one.id}} for one in draft.team])
    shared = set.intersection(*({(issue.name, issue.code) for issue in run.issues} for run in runs))
    return tuple(
        issue
        for issue in runs[0].issues
        if (issue.name, issue.code) in shared and issue.name.partition(".")[0] != "worker"
    )


async def outlook_of_team(who: Caller, draft: Draft) -> Outlook:
    """Tell the deadline they share, and whom something forbids or warns of, by name."""
    runs = await tried(who, draft.bodies)
    said = [
        Fact(worker.name, detail, "warn")
        for worker, run in zip(draft.team, runs, strict=True)
        for detail in (*objections(run), *(warning.detail for warning in run.warnings))
    ]
    known = next((run for run in runs if run.deadline), runs[0])
    return replace(outlook(who.language, known), warnings=said, quotas=[])
