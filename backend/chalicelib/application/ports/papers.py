"""What people keep on their desk: started filings and templates. Nothing of it was filed."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from chalicelib.application.ports.store import Page
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.schema import Value


class PaperKind(StrEnum):
    """What lies on the desk."""

    DRAFT = "draft"
    TEMPLATE = "template"


class Paper(Value):
    """One paper. ``owner`` is the person or app it is for, or the whole employer; the content is sealed."""

    kind: PaperKind
    owner: str
    id: str
    content: dict[str, Any]
    saved_at: datetime
    expires_at: datetime | None = None


class Papers(Protocol):
    """The papers of an employer, each under the id its owner gave it."""

    def put(self, scope: EmployerScope, paper: Paper) -> None:
        """Keep a paper, in place of what lay there under that id."""
        ...

    def get(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> Paper | None:
        """Return an unexpired paper, read consistently; None when that owner has none of that id."""
        ...

    def remove(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> None:
        """Throw a paper away; doing it twice is fine."""
        ...

    def listed(
        self, scope: EmployerScope, kind: PaperKind, owner: str, size: int, cursor: str | None
    ) -> Page[Paper]:
        """List an owner's papers, last saved first; may lag. Raises InvalidCursorError."""
        ...
