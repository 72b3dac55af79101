"""Partner apps for tests: they file, ask and wait as a real one would."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

import httpx

from infra.local.house import House

SETTLED = {"accepted", "acceptedWithWarning", "refused", "needsHelp"}
PATIENCE = 120


@dataclass(frozen=True)
class Caller:
    """Somebody with a key."""

    http: httpx.Client
    key: str

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.http.get(path, headers=self._headers(options), **options)

    def post(self, path: str, body: Any, *, key: str | None = "", **options: Any) -> httpx.Response:
        """POST with a fresh idempotency key; ``key=None`` sends none."""
        headers = self._headers(options)
        if key is not None:
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        return self.http.post(path, json=body, headers=headers, **options)

    def patch(self, path: str, body: Any, **options: Any) -> httpx.Response:
        return self.http.patch(path, json=body, headers=self._headers(options), **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.http.delete(path, headers=self._headers(options), **options)

    def validate(self, body: Any, **options: Any) -> dict[str, Any]:
        """Dry-run a filing and return what would come of it."""
        answer = self.post("/v1/declarations/validate", body, key=None, **options)
        assert answer.status_code == 200, answer.text
        run: dict[str, Any] = answer.json()
        return run

    def file(self, body: Any, **options: Any) -> dict[str, Any]:
        """File and return the resource."""
        answer = self.post("/v1/declarations", body, **options)
        assert answer.status_code == 202, answer.text
        resource: dict[str, Any] = answer.json()
        return resource

    def settled(self, declaration_id: str) -> dict[str, Any]:
        """Wait until a declaration is settled and return it."""
        return self.until(declaration_id, SETTLED)

    def until(self, declaration_id: str, states: set[str]) -> dict[str, Any]:
        """Wait until a declaration is in one of some states and return it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            resource: dict[str, Any] = self.get(f"/v1/declarations/{declaration_id}").json()
            if resource["state"] in states:
                return resource
            assert time.monotonic() < deadline, resource["state"]
            time.sleep(0.1)

    def newest(self) -> str | None:
        """The newest declaration: it stays the same when a filing wrote nothing."""
        items = self.get("/v1/declarations", params={"pageSize": 1}).json()["items"]
        return items[0]["id"] if items else None

    def _headers(self, options: dict[str, Any]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}


def caller_with(http: httpx.Client, house: House, *, employer: str, mode: str) -> Caller:
    """The caller with the demo key of an employer and mode."""
    keys = [key for key in house.ready["keys"] if (key["employer"], key["mode"]) == (employer, mode)]
    return Caller(http, keys[0]["key"])


def signed_in(http: httpx.Client, house: House, *, employer: str) -> Caller:
    """The owner of an employer, signed in."""
    (owner,) = [each for each in house.ready["signIns"] if each["employer"] == employer]
    answer = http.post("/v1/sessions", json={"email": owner["email"], "password": owner["password"]})
    assert answer.status_code == 201, answer.text
    return Caller(http, answer.json()["token"])


def student(ssin: str, **changes: Any) -> dict[str, Any]:
    """A student's IN for some days later this month; None leaves a field out."""
    body = {
        "type": "in",
        "worker": {"ssin": ssin, "familyName": "Voorbeeld", "givenName": "Lou"},
        "workerType": "STU",
        "jointCommittee": "XXX",
        "startDate": "2026-12-10",
        "endDate": "2026-12-20",
        "plannedHours": 24,
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def new_ssin(number: int) -> str:
    """A synthetic national number of somebody born in 2001, with a counter no living person has."""
    first9 = f"01{1 + number // 28 % 12:02d}{1 + number % 28:02d}{900 + number // 336:03d}"
    return f"{first9}{97 - int('2' + first9) % 97:02d}"


def filing(ssin: str, worker_type: str, **fields: Any) -> dict[str, Any]:
    """An IN of any worker type, under XXX from 10 December on if nothing else is said; None leaves out."""
    body = {
        "type": "in",
        "worker": {"ssin": ssin, "familyName": "Voorbeeld", "givenName": "Alma"},
        "workerType": worker_type,
        "jointCommittee": "XXX",
        "startDate": "2026-12-10",
    }
    return {name: value for name, value in {**body, **fields}.items() if value is not None}


def extra(ssin: str, **fields: Any) -> dict[str, Any]:
    """An extra in horeca, by the hour, on one evening into the night."""
    hours = {
        "jointCommittee": "302",
        "lump": "hours",
        "startHour": "18:00",
        "endDate": "2026-12-11",
        "endHour": "02:00",
    }
    return filing(ssin, "EXT", **{**hours, **fields})


def refused_in_four_languages(caller: Caller, body: Any, code: str, name: str) -> None:
    """A filing is refused with this code at this place, in the words of each language."""
    said = set()
    for language in ("nl", "fr", "de", "en"):
        answer = caller.post("/v1/declarations", body, headers={"Accept-Language": language})
        assert answer.status_code == 400, answer.text
        found = {(issue["code"], issue["name"]): issue for issue in answer.json()["issues"]}
        assert (code, name) in found
        assert all(issue["title"] and issue["detail"] for issue in found.values())
        said.add(found[code, name]["detail"])
    assert len(said) == 4
