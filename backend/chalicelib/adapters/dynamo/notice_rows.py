"""Between notices, letters and rows. Everything a notice says stands in its entry of the due index."""

from datetime import datetime, timedelta

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table
from chalicelib.application.ports import DueLetter, DueNotice, Letter
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Mode
from chalicelib.domain.notice import Notice, Occasion

KEPT = timedelta(days=30)
"""How long it is remembered that something was told."""
DUE_NOTICES = "DUE#notice"
DUE_LETTERS = "DUE#letter"
_SEVERAL = "-"


def of_notice(table: Table, scope: EmployerScope, notice: Notice) -> Row:
    """Return the row of a notice that waits to be handed on."""
    key = keys.notice(scope, notice.id)
    place = (
        scope.mode,
        scope.employer,
        notice.occasion,
        str(notice.count),
        notice.declaration_id or _SEVERAL,
    )
    moments = (keys.moment(notice.at), keys.moment(notice.file_by))
    return table.row(
        key.pk,
        key.sk,
        kind=keys.NOTICE,
        due_pk=DUE_NOTICES,
        due_sk="#".join((*moments, *place)),
    )


def to_notice(row: Row) -> DueNotice:
    """Read a notice from its entry of the due index."""
    at, file_by, mode, employer, occasion, count, declaration_id = row.due_sk.split("#")
    notice = Notice(
        id=row.sk,
        occasion=Occasion(occasion),
        at=datetime.fromisoformat(at),
        file_by=datetime.fromisoformat(file_by),
        declaration_id=None if declaration_id == _SEVERAL else declaration_id,
        count=int(count),
    )
    return DueNotice(Mode(mode), employer, notice)


def of_letter(table: Table, scope: EmployerScope, letter: Letter) -> Row:
    """Return the row of a letter."""
    key = keys.letter(scope, letter.id)
    row = table.row(
        key.pk,
        key.sk,
        kind=keys.LETTER,
        version=letter.version,
        document=letter.model_dump_json(),
        expires_at=int(letter.expires_at.timestamp()),
    )
    if letter.due_at is not None:
        row.due_pk = DUE_LETTERS
        row.due_sk = f"{keys.moment(letter.due_at)}#{scope.mode}#{scope.employer}#{letter.id}"
    return row


def to_due_letter(row: Row) -> DueLetter:
    """Read where a letter is from its entry of the due index."""
    _, mode, employer, letter_id = row.due_sk.split("#")
    return DueLetter(Mode(mode), employer, letter_id)
