"""Reading the RSZ's answer: tolerant in what does not matter, strict in what does.

Extra fields, missing lists, numbers written as text and labels without a language are all read. An
unknown result letter, or an acceptance without a period, is not: somebody must look at it.
"""

import json
import re
from collections.abc import Mapping

from chalicelib.adapters.rsz import names
from chalicelib.application.ports.rsz import UnreadableAnswerError
from chalicelib.domain.answer import ReportedAnomaly, Result, RszAnswer
from chalicelib.domain.worker import LONGEST_FAMILY_NAME, LONGEST_GIVEN_NAME

NO_LANGUAGE = "und"
"""The language key of a label that came as a bare text (BCP 47: undetermined)."""

_WITH_PERIOD = frozenset({Result.ACCEPTED, Result.ACCEPTED_WITH_WARNING})
_DIMONA_NUMBER = re.compile(r"[0-9]{1,12}")
_SSIN = re.compile(r"[0-9]{1,11}")


def interpret(raw: bytes) -> RszAnswer:
    """Return what the RSZ says in a raw answer. Raises UnreadableAnswerError, never anything else."""
    answer = read_object(raw)
    status = _object(answer.get(names.STATUS), names.STATUS)
    result = _result(status.get(names.RESULT))
    worker = answer.get(names.WORKER)
    person = worker if isinstance(worker, dict) else {}
    return RszAnswer(
        declaration_id=_declaration_id(status.get(names.DECLARATION_ID)),
        result=result,
        period_id=_period_id(status) if result in _WITH_PERIOD else None,
        anomalies=_anomalies(status.get(names.ANOMALIES)),
        ssin=_ssin(person.get(names.SSIN)),
        family_name=name_within(person.get(names.FAMILY_NAME), LONGEST_FAMILY_NAME),
        given_name=name_within(person.get(names.GIVEN_NAME), LONGEST_GIVEN_NAME),
    )


def name_within(written: object, longest: int) -> str | None:
    """Return a name as far as a register keeps it; the raw answer, which is kept too, has all of it."""
    name = _text(written)
    return name[:longest].strip() if name else None


def dimona_number(written: object) -> str | None:
    """Return a declaration or period number as its 12 digits, or None when it is none.

    As an integer the number may have lost leading zeros. Its check digits are not our business:
    what they are for a remainder of 0 was never published.
    """
    digits = _text(written)
    return digits.zfill(12) if digits and _DIMONA_NUMBER.fullmatch(digits) else None


def read_object(raw: bytes) -> Mapping[str, object]:
    """Return the JSON object of an answer. Raises UnreadableAnswerError."""
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnreadableAnswerError("the answer is not JSON") from None  # the cause would quote the answer
    return _object(parsed, "the answer")


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UnreadableAnswerError(f"{name} is missing or no object")
    return value


def _result(letter: object) -> Result:
    try:
        return Result(str(letter))
    except ValueError:
        raise UnreadableAnswerError("the result is none of A, W, B and S") from None


def _declaration_id(written: object) -> str:
    number = dimona_number(written)
    if number is None:
        raise UnreadableAnswerError("the declaration number is missing or no number")
    return number


def _period_id(status: Mapping[str, object]) -> str:
    period = status.get(names.PERIOD)
    number = dimona_number(period.get(names.PERIOD_ID)) if isinstance(period, dict) else None
    if number is None:
        raise UnreadableAnswerError("accepted, but without the number of the period")
    return number


def _anomalies(listed: object) -> tuple[ReportedAnomaly, ...]:
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise UnreadableAnswerError("the anomalies are no list")
    return tuple(_anomaly(_object(one, "an anomaly")) for one in listed)


def _anomaly(anomaly: Mapping[str, object]) -> ReportedAnomaly:
    code = _text(anomaly.get(names.ANOMALY_CODE))
    if code is None:
        raise UnreadableAnswerError("an anomaly has no code")
    return ReportedAnomaly(code=code, labels=_labels(anomaly.get(names.ANOMALY_LABEL)))


def _labels(label: object) -> dict[str, str]:
    if isinstance(label, str):
        label = {NO_LANGUAGE: label}
    if not isinstance(label, dict):
        return {}
    return {_language(key): text for key, value in label.items() if (text := _text(value)) is not None}


def _language(key: str) -> str:
    """``NL`` and ``nl-BE`` are both ``nl``."""
    return key.lower().replace("_", "-").partition("-")[0]


def _ssin(written: object) -> str | None:
    digits = _text(written)
    return digits.zfill(11) if digits and _SSIN.fullmatch(digits) else None


def _text(value: object) -> str | None:
    """Return a text or a whole number as text; None for anything else and for an empty text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else None
