"""Reading a period as the RSZ holds it. Its JSON was never published: what no IN has is inferred."""

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from chalicelib.adapters.rsz import names
from chalicelib.adapters.rsz.answers import dimona_number, name_within
from chalicelib.application.ports.rsz import HeldPeriod, UnreadableAnswerError
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import LONGEST_FAMILY_NAME, LONGEST_GIVEN_NAME, WorkerIdentity

OPEN = date(9999, 12, 31)


def read_period(answer: Mapping[str, object]) -> HeldPeriod:
    """Return the period in an answer. Raises UnreadableAnswerError when what we need is not there."""
    features = _mapping(answer.get(names.FEATURES))
    try:
        period = Period(
            id="",
            rsz_number=dimona_number(answer.get("id", answer.get(names.PERIOD_NUMBER))),
            status=PeriodStatus.CANCELLED if answer.get(names.CANCELLED) is True else PeriodStatus.ACTIVE,
            worker_type=str(features.get(names.WORKER_TYPE, "")),
            joint_committee=str(features.get(names.JOINT_COMMITTEE, "")),
            user_committee=_text(
                _mapping(features.get(names.USING_EMPLOYER)).get(names.USING_EMPLOYER_COMMITTEE)
            ),
            start_date=date.fromisoformat(str(answer.get(names.START_DATE))),
            start_hour=_hour(answer.get(names.START_HOUR)),
            end_date=_end(answer.get(names.END_DATE)),
            end_hour=_hour(answer.get(names.END_HOUR)),
            planned_hours=_number(answer.get(names.PLANNED_HOURS)),
        )
        return HeldPeriod(period, _worker(_mapping(answer.get(names.WORKER))))
    except (ValueError, ValidationError):
        raise UnreadableAnswerError("the period cannot be read") from None  # the cause would quote it


def _worker(written: Mapping[str, object]) -> WorkerIdentity:
    ssin = _text(written.get(names.SSIN))
    return WorkerIdentity(
        ssin=ssin.zfill(11) if ssin else None,
        family_name=name_within(written.get(names.FAMILY_NAME), LONGEST_FAMILY_NAME),
        given_name=name_within(written.get(names.GIVEN_NAME), LONGEST_GIVEN_NAME),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None


def _hour(value: object) -> str | None:
    """``1700`` is ``17:00`` here."""
    written = _text(value)
    return f"{written.zfill(4)[:2]}:{written.zfill(4)[2:]}" if written else None


def _end(value: object) -> date | None:
    written = _text(value)
    end = date.fromisoformat(written) if written else None
    return None if end == OPEN else end


def _number(value: object) -> int | None:
    written = _text(value)
    return int(written) if written else None
