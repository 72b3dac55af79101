"""Reads the world at the end: the API, the simulator's own file, and our register."""

import importlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from infra.local.house import House
from infra.local.wiring import BACKEND_SETTINGS
from infra.rsz_simulator.period import OPEN
from infra.rsz_simulator.period import Period as SimulatorPeriod
from tests.chaos.book import Accepted
from tests.chaos.clients import Client
from tests.chaos.history import AtRsz, Period, Shown, World

NEVER_PROCESSED = "SELECT id FROM declarations WHERE due IS NULL AND result IS NULL"


def settings(house: House) -> dict[str, str]:
    """What the backend of a house is told."""
    told: dict[str, str] = json.loads((house.plan.state_dir / BACKEND_SETTINGS).read_text())
    return told


def become_the_backend(house: House) -> Any:
    """Return the composition root of the backend, told what the programs of this house are told."""
    os.environ.update(settings(house))
    bootstrap = importlib.import_module("chalicelib.edge.bootstrap")
    for made in vars(bootstrap).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()
    return bootstrap


def look(clients: list[Client], accepted: list[Accepted], house: House) -> World:
    """Everything there is to compare."""
    return World(
        accepted=accepted,
        shown=[shown(client, item) for client in clients for item in client.all()],
        at_rsz=at_rsz(house.plan.state_dir),
        periods=periods(house.plan.state_dir),
        register=list(_register(accepted, become_the_backend(house))),
    )


def shown(client: Client, item: Mapping[str, Any]) -> Shown:
    """One declaration as the API shows it; the history is asked only where it must give a reason."""
    why = None
    if item["state"] in {"withdrawn", "needsHelp"}:
        last = client.get(f"/v1/declarations/{item['id']}/events")["items"][-1]
        why = f"{last['type']} {last['data'].get('why', '')}".strip() if last["data"] else None
    return Shown(
        id=item["id"],
        employer=item["employer"]["enterpriseNumber"],
        kind=item["type"],
        state=item["state"],
        period_id=item["period"]["id"],
        period_number=item["period"]["rszNumber"],
        rsz_number=item["rsz"]["declarationId"],
        anomalies=tuple(each["code"] for each in item["rsz"]["anomalies"]),
        why=why,
    )


def at_rsz(state_dir: Path) -> list[AtRsz]:
    """All declarations in the simulator's file."""
    rows = _rows(state_dir, "SELECT * FROM declarations ORDER BY id")
    return [
        AtRsz(
            number=_number(row["id"]),
            employer=row["employer"],
            kind=row["kind"],
            body=row["body"],
            result=row["result"],
            anomalies=tuple(json.loads(row["anomalies"])),
            period_number=_number(row["period"]) if row["period"] else None,
        )
        for row in rows
    ]


def periods(state_dir: Path) -> list[Period]:
    """All periods in the simulator's file."""
    rows = _rows(state_dir, "SELECT content FROM periods ORDER BY id")
    held = [SimulatorPeriod.model_validate_json(row["content"]) for row in rows]
    return [
        Period(
            number=_number(one.id),
            employer=one.employer,
            ssin=one.ssin or "",
            start=one.start_date,
            end=one.end_date if one.end_date != OPEN else None,
            stands=not one.cancelled,
        )
        for one in held
    ]


def received(state_dir: Path) -> int:
    """How many declarations the simulator has received."""
    return int(_rows(state_dir, "SELECT count(*) AS received FROM declarations")[0]["received"])


def never_processed(state_dir: Path) -> set[str]:
    """Numbers to which the simulator has no result, and by itself never will have."""
    return {_number(row["id"]) for row in _rows(state_dir, NEVER_PROCESSED)}


def process_what_was_left(state_dir: Path) -> None:
    """Let the simulator find what it never processed, as if it had just come in: somebody rang it up."""
    file = sqlite3.connect(state_dir / "rsz" / "rsz.sqlite3", timeout=60)
    with closing(file), file:
        file.execute("UPDATE declarations SET due = received WHERE due IS NULL AND result IS NULL")


def numbers_of_others(state_dir: Path, employer: str) -> list[str]:
    """Some period numbers that belong to other employers."""
    query = "SELECT id FROM periods WHERE employer != ? ORDER BY id DESC LIMIT 20"
    return [_number(row["id"]) for row in _rows(state_dir, query, employer)]


def _register(accepted: list[Accepted], bootstrap: Any) -> Iterable[Period]:
    scopes = importlib.import_module("chalicelib.application.scope")
    mode = importlib.import_module("chalicelib.domain.filing").Mode.LIVE
    register = bootstrap.register()
    for employer, ssin in sorted({(one.employer, one.ssin) for one in accepted if one.ssin}):
        scope = scopes.service_scope(mode, employer)
        relation = register.relation(scope, register.worker_id_of(scope, ssin))
        for one in relation.periods:
            yield _registered(one, employer, ssin)


def _registered(one: Any, employer: str, ssin: str) -> Period:
    end: date | None = one.end_date
    return Period(
        number=one.rsz_number,
        employer=employer,
        ssin=ssin,
        start=one.start_date,
        end=end,
        stands=one.status.value in {"pending", "active"},
        moving=bool(one.on_its_way) or one.status.value in {"pending", "unverified"},
    )


def _number(number: int) -> str:
    return f"{number:012d}"


def _rows(state_dir: Path, query: str, *values: str) -> list[sqlite3.Row]:
    with sqlite3.connect(f"file:{state_dir / 'rsz' / 'rsz.sqlite3'}?mode=ro", uri=True, timeout=60) as file:
        file.row_factory = sqlite3.Row
        return file.execute(query, values).fetchall()
