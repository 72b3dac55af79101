"""Filing at a running house, as a partner app of the café."""

import uuid
from typing import Any

import httpx

from infra.local.demo_people import CAFE, WORKERS
from infra.local.house import House

SETTLED = {"accepted", "acceptedWithWarning", "refused"}


def client(of: House) -> httpx.Client:
    """The café's live key."""
    key = of.ready["keys"][0]["key"]
    return httpx.Client(
        base_url=of.urls["api"], headers={"Authorization": f"Bearer {key}"}, timeout=60, trust_env=False
    )


def file_in(api: httpx.Client, number: int) -> str:
    """Hire one of the demo's people; the declaration's id."""
    body = {
        "type": "in",
        "worker": {"ssin": WORKERS[CAFE][number].ssin},
        "workerType": "OTH",
        "jointCommittee": "XXX",
        "startDate": "2026-12-02",
    }
    answer = api.post("/v1/declarations", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def resource_of(api: httpx.Client, declaration: str) -> dict[str, Any]:
    """A declaration as the API shows it."""
    answer = api.get(f"/v1/declarations/{declaration}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def state_of(api: httpx.Client, declaration: str) -> str:
    """Where a declaration is."""
    return str(resource_of(api, declaration)["state"])
