"""Answers that are not as they should be: broken JSON, blocks that miss, things nobody has heard of."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.datastructures import MutableHeaders

UNKNOWN_RESULT = "X"
UNKNOWN_ANOMALY = {"errorId": "99999-999", "label": {"nl": "Nooit gezien", "fr": "Jamais vu"}}
_BLOCKS = ("declarationStatus", "items", "access_token")


def spoil(word: str, headers: MutableHeaders, body: bytes) -> bytes:
    """The body as the fault `word` makes it; headers are changed in place."""
    if word == "badJson":
        body = body[: len(body) // 2] or b"{"
    elif word in {"missingBlocks", "strangeLocation"} and "Location" in headers:
        _spoil_location(word, headers)
    elif body:
        answer = json.loads(body)
        _CHANGES.get(word, _leave)(answer)
        body = json.dumps(answer).encode()
    headers["Content-Length"] = str(len(body))
    return body


def _spoil_location(word: str, headers: MutableHeaders) -> None:
    if word == "missingBlocks":
        del headers["Location"]
    else:
        headers["Location"] = headers["Location"].rpartition("/")[0] + "/soon"


def _statuses(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The status of a declaration, or of each declaration a search found."""
    for each in answer.get("items", [answer]):
        if "declarationStatus" in each:
            yield each["declarationStatus"]


def _leave(_answer: dict[str, Any]) -> None:
    """Nothing of the kind is in this answer."""


def _without_blocks(answer: dict[str, Any]) -> None:
    for block in _BLOCKS:
        answer.pop(block, None)


def _with_unknown_fields(answer: dict[str, Any]) -> None:
    for each in (answer, *_statuses(answer)):
        each["neverSeenBefore"] = {"informations": [{"quotaType": "STUDENT", "exceedingHours": 12}]}


def _with_unknown_result(answer: dict[str, Any]) -> None:
    for status in _statuses(answer):
        status["result"] = UNKNOWN_RESULT


def _with_unknown_anomaly(answer: dict[str, Any]) -> None:
    for status in _statuses(answer):
        status["anomalies"] = [*status["anomalies"], UNKNOWN_ANOMALY]
        status["result"] = "W" if status["result"] == "A" else status["result"]


_CHANGES: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "missingBlocks": _without_blocks,
    "unknownFields": _with_unknown_fields,
    "unknownResult": _with_unknown_result,
    "unknownAnomaly": _with_unknown_anomaly,
}
