"""A partner app that never gives up: the same body under the same key until somebody answers."""

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos.book import Book

PATIENCE = 240.0
PAUSE = 0.5


@dataclass
class Client:
    """One employer's app. Not for several threads at once."""

    url: str
    employer: str
    key: str
    book: Book
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.move_to(self.url)

    def move_to(self, url: str) -> None:
        """Speak to the API there from now on."""
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {self.key}"},
            timeout=35,
            trust_env=False,
        )

    def post(self, path: str, body: Any) -> dict[str, Any] | None:
        """The resource when it was taken (200, 202), None when it was refused."""
        answer = self._until_answered("POST", path, body)
        what = str((body or {}).get("type", path.rpartition("/")[2]))
        if answer is None:
            self.book.abandon(what)
            return None
        if answer.status_code not in {200, 202}:
            self.book.refuse(f"{what} {answer.status_code}")
            return None
        resource: dict[str, Any] = answer.json()
        return resource

    def get(self, path: str) -> Any:
        """What stands at an address."""
        answer = self._until_answered("GET", path, None)
        if answer is None or answer.status_code != 200:
            raise RuntimeError(f"{path} cannot be read: {answer}")
        return answer.json()

    def all(self) -> list[dict[str, Any]]:
        """Every declaration of this employer, as the API shows it."""
        items: list[dict[str, Any]] = []
        path: str | None = "/v1/declarations?pageSize=100"
        while path:
            page = self.get(path)
            items += page["items"]
            path = page.get("next")
        return items

    def _until_answered(self, method: str, path: str, body: Any) -> httpx.Response | None:
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                answer = self._http.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code < 500 and answer.status_code != 429:
                return answer
            self.book.repeat()
            time.sleep(PAUSE)
        return None
