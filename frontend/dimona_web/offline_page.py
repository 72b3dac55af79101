"""The one page that works without a line: plain HTML and a small script of our own, in each language.

Reflex keeps its state on the server, so nothing of it can run offline. The service worker keeps this page.
"""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dimona_web.i18n.catalogue import languages, text
from dimona_web.paths import OFFLINE, path
from dimona_web.scripts import BROWSER

_PAGE = BROWSER / "offline" / "index.html"
_STYLE = re.compile(r'<link href="(?P<address>/assets/[^"]+\.css)" rel="stylesheet"')


class NoStyleError(RuntimeError):
    """The export names no stylesheet, so the offline page would have none."""


def write_offline_pages(folder: Path) -> Sequence[str]:
    """Write the page into the export in each language; return the addresses it needs beside itself."""
    style = _style(folder)
    template = _PAGE.read_text("utf-8")
    for language in languages():
        target = folder / f"{path(language, OFFLINE).strip('/')}.html"
        target.write_text(_filled(template, language, style), "utf-8")
    return (style, "/favicon.svg")


def _style(folder: Path) -> str:
    found = _STYLE.search((folder / f"{languages()[0]}.html").read_text("utf-8"))
    if not found:
        raise NoStyleError("no page of the export names a stylesheet")
    return found["address"]


def _filled(template: str, language: str, style: str) -> str:
    said = {
        "language": language,
        "style": style,
        "title": text(language, "page.title", page=text(language, "offline.title")),
        "heading": text(language, "offline.title"),
        "lead": text(language, "offline.lead"),
        "again": text(language, "offline.again"),
    }
    return re.sub(r"\{(\w+)\}", lambda name: escape(said[name[1]]), template)
