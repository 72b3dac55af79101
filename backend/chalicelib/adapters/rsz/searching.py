"""Recognising our own declaration in what a search shows: same block, same person, same employer.

Whatever we sent must stand there; what the RSZ adds does not matter. Dates and numbers are compared as
text, because an integer may come back as either. Of a moment that may lie on either side of our send
nothing is believed: our own is not hidden then, and a stranger's not taken.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from chalicelib.adapters.rsz import names
from chalicelib.adapters.rsz.answers import dimona_number
from chalicelib.application.ports.rsz import Employer, FoundDeclaration
from chalicelib.domain.brussels import BRUSSELS

BLOCKS = (names.DIMONA_IN, names.DIMONA_OUT, names.DIMONA_UPDATE, names.DIMONA_CANCEL)
_PERSON = (names.FAMILY_NAME, names.GIVEN_NAME, names.BIRTH_DATE)


def is_same(sent: Mapping[str, object], item: Mapping[str, object]) -> bool:
    """Tell whether an item has everything of the block that we sent, for the same person."""
    block = next(name for name in BLOCKS if name in sent)
    shown = item.get(block)
    if not isinstance(shown, dict) or not _contains(shown, _mapping(sent[block])):
        return False
    return names.WORKER not in sent or _same_person(_mapping(sent[names.WORKER]), item.get(names.WORKER))


def is_employers(employer: Employer, written: object) -> bool:
    """Tell whether an answer names that employer. An RSZ number names nobody: people type it in."""
    return _enterprise_number(written) == employer.enterprise_number


def is_anothers(employer: Employer, written: object) -> bool:
    """Tell whether what a search for that employer shows names another; it need not name any."""
    return _enterprise_number(written) not in {None, employer.enterprise_number}


def found_declaration(item: Mapping[str, object], since: datetime) -> FoundDeclaration | None:
    """Read number and moment of an item; None when it has no number, or surely came in before ``since``."""
    status = item.get(names.STATUS)
    number = dimona_number(status.get(names.DECLARATION_ID)) if isinstance(status, dict) else None
    if number is None:
        number = dimona_number(str(item.get("href", "")).rstrip("/").rpartition("/")[2])
    moments = _moments(item.get(names.RECEIVED))
    if number is None or (moments and moments[-1] < since):
        return None
    surely_since = bool(moments) and moments[0] >= since
    return FoundDeclaration(number, moments[0] if surely_since else None)


def period_number(item: Mapping[str, object]) -> str | None:
    """Return the number of the period that an item created or changed, if it did."""
    status = item.get(names.STATUS)
    period = status.get(names.PERIOD) if isinstance(status, dict) else None
    return dimona_number(period.get(names.PERIOD_ID)) if isinstance(period, dict) else None


def _enterprise_number(written: object) -> str | None:
    """Return the ten digits of an employer in an answer, which may have lost a leading zero."""
    number = _mapping(written).get(names.ENTERPRISE_NUMBER)
    return str(number).strip().zfill(10) if isinstance(number, str | int) and number else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _contains(shown: Mapping[str, object], sent: Mapping[str, object]) -> bool:
    return all(_equal(shown.get(name), value) for name, value in sent.items())


def _equal(shown: object, sent: object) -> bool:
    if isinstance(sent, Mapping):
        return isinstance(shown, Mapping) and _contains(shown, sent)
    return str(shown).strip().casefold() == str(sent).strip().casefold()


def _same_person(sent: Mapping[str, object], shown: object) -> bool:
    if not isinstance(shown, Mapping):
        return False
    if names.SSIN in sent:
        return str(shown.get(names.SSIN, "")).zfill(11) == sent[names.SSIN]
    return all(_equal(shown.get(name), sent.get(name)) for name in _PERSON)


def _moments(written: object) -> list[datetime]:
    """Return every instant that a written moment may mean, the earliest first; none when it cannot be read.

    Without an offset it is Belgian time, and of the hour that comes twice in October it may mean two.
    """
    if not isinstance(written, str):
        return []
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return []
    if moment.tzinfo is not None:
        return [moment]
    return sorted({moment.replace(tzinfo=BRUSSELS, fold=fold).astimezone(UTC) for fold in (0, 1)})
