"""From a filing to an accepted declaration, and what is kept to file from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, ids, queue
from chalicelib.edge.bootstrap.stores import declarations, employers, papers, periods, register
from chalicelib.edge.settings import settings

if TYPE_CHECKING:
    from chalicelib.application.considering import Consider
    from chalicelib.application.dry_run import Validate
    from chalicelib.application.file_declaration import FileDeclaration
    from chalicelib.application.papers import Drafts, Templates
    from chalicelib.application.proposals import Propose


@cache
def consider() -> Consider:
    """Weigh a filing against register and clock."""
    from chalicelib.application.considering import Consider

    return Consider(register(), employers(), clock(), settings().rules_off)


@cache
def validate() -> Validate:
    """The dry run."""
    from chalicelib.adapters.rsz.wire import body_of
    from chalicelib.application.dry_run import Validate

    return Validate(consider(), employers(), clock(), body_of)


@cache
def file_declaration() -> FileDeclaration:
    """File a declaration."""
    from chalicelib.application.file_declaration import FileDeclaration

    return FileDeclaration(consider(), declarations(), queue(), clock(), ids())


@cache
def propose() -> Propose:
    """The same as last time."""
    from chalicelib.application.proposals import Propose

    return Propose(periods(), validate())


@cache
def drafts() -> Drafts:
    """Started filings."""
    from chalicelib.application.papers import Drafts

    return Drafts(papers(), clock())


@cache
def templates() -> Templates:
    """Filings without dates."""
    from chalicelib.application.papers import Templates

    return Templates(papers(), clock())
