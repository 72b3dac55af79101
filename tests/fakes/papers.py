"""Drafts and templates in memory."""

from chalicelib.application.ports import Clock, Page, Paper, PaperKind
from chalicelib.application.scope import EmployerScope
from tests.fakes.store import cursor_at, position

_Where = tuple[EmployerScope, PaperKind, str]


class FakePapers:
    """Implements the port Papers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._papers: dict[tuple[_Where, str], Paper] = {}

    def put(self, scope: EmployerScope, paper: Paper) -> None:
        self._papers[(scope, paper.kind, paper.owner), paper.id] = paper

    def get(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> Paper | None:
        found = self._papers.get(((scope, kind, owner), paper_id))
        return found if found is not None and self._lives(found) else None

    def remove(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> None:
        self._papers.pop(((scope, kind, owner), paper_id), None)

    def listed(
        self, scope: EmployerScope, kind: PaperKind, owner: str, size: int, cursor: str | None
    ) -> Page[Paper]:
        found = [
            paper
            for (where, _), paper in self._papers.items()
            if where == (scope, kind, owner) and self._lives(paper)
        ]
        found.sort(key=lambda paper: (paper.saved_at, paper.id), reverse=True)
        start = position(scope, (kind, owner), cursor)
        more = start + size < len(found)
        page = found[start : start + size]
        return Page(page, cursor_at(scope, (kind, owner), start + size) if more else None)

    def _lives(self, paper: Paper) -> bool:
        return paper.expires_at is None or paper.expires_at > self._clock.now()
