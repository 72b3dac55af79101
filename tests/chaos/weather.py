"""What goes wrong at the RSZ during the chaos: how often each fault hits each kind of call."""

from typing import Any

import httpx

POST = {
    "dropBeforeCommit": 0.03, "dropAfterCommit": 0.04, "cutBody": 0.02, "status:500": 0.02,
    "status:503:3": 0.02, "status:503": 0.01, "statusAfterCommit:502": 0.02, "status:429:2": 0.02,
    "statusAfterCommit:503:3": 0.01,
    "status:401": 0.02, "status:403": 0.01, "slow:4": 0.02, "slow:25": 0.004, "neverProcess": 0.005,
    "overtaken:10": 0.01, "duplicate": 0.015, "duplicateAnswerSecond": 0.015, "strangeLocation": 0.005,
    "missingBlocks": 0.01, "badJson": 0.005, "unknownFields": 0.01,
}  # fmt: skip
GET = {
    "dropBeforeCommit": 0.02, "status:500": 0.02, "status:503:3": 0.01, "status:429:1": 0.01,
    "status:401": 0.02, "status:403": 0.003, "cutBody": 0.01, "slow:3": 0.01, "badJson": 0.003,
    "missingBlocks": 0.003, "unknownFields": 0.01, "unknownResult": 0.003, "unknownAnomaly": 0.004,
}  # fmt: skip
SEARCH = {
    "dropBeforeCommit": 0.03, "status:500": 0.03, "status:503:3": 0.01, "status:429:2": 0.02,
    "status:401": 0.02, "cutBody": 0.01, "slow:3": 0.01, "badJson": 0.01, "missingBlocks": 0.01,
    "unknownFields": 0.01, "unknownResult": 0.01,
}  # fmt: skip
TOKEN = {"dropBeforeCommit": 0.02, "status:500": 0.03, "status:429:1": 0.01, "status:401": 0.01}
RATES: dict[str, dict[str, float]] = {"post": POST, "get": GET, "search": SEARCH, "token": TOKEN}
ANOMALY_OF_A_FAULT = "99999-999"
"""What the simulator adds to an answer when the fault is an unknown anomaly."""


class Weather:
    """Switches the faults of one simulator on and off, and counts those that happened over its restarts."""

    def __init__(self, rsz_url: str, seed: int) -> None:
        self._settings_url = f"{rsz_url}/_simulator/settings"
        self._seed = seed
        self._started = 0
        self.storm = False
        self.happened: dict[str, int] = {}

    def begin(self) -> None:
        """Faults at random from now on; again after every restart of the simulator, with other dice."""
        self.storm = True
        self._started += 1
        self._patch({"faultRates": {"seed": self._seed * 1000 + self._started, **RATES}})

    def end(self) -> None:
        """Fair weather from now on."""
        self.count()
        self.storm = False
        self._patch({"faultRates": {}, "faults": {}})

    def count(self) -> None:
        """Add up what happened since the simulator was started; call it before it ends."""
        answer = httpx.get(self._settings_url, trust_env=False, timeout=60).raise_for_status()
        for fault, times in answer.json()["faultsHappened"].items():
            self.happened[fault] = self.happened.get(fault, 0) + int(times)

    def _patch(self, change: dict[str, Any]) -> None:
        httpx.patch(self._settings_url, json=change, trust_env=False, timeout=60).raise_for_status()
