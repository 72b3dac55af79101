"""The one page that works without a line: plain HTML and a small script of our own, in each language.

Reflex keeps its state on the server, so nothing of it can run offline. The service worker keeps this page.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from dimona_web.i18n.catalogue import languages, text
from dimona_web.pages.rows import WORKER_TYPES
from dimona_web.paths import OFFLINE, path
from dimona_web.scripts import BROWSER, lines_of

_ROOM = BROWSER / "offline"
_STYLE = re.compile(r'<link href="(?P<address>/assets/[^"]+\.css)" rel="stylesheet"')
# What the page says, by its place in the template.
_SAID: Mapping[str, str] = {
    "heading": "offline.title",
    "lead": "offline.lead",
    "back": "offline.back",
    "home": "offline.goOn",
    "signed_out": "offline.signedOut",
    "sign_in": "signIn.do",
    "handed_title": "offline.handed",
    "handed_text": "draft.text",
    "kept_title": "offline.kept",
    "kept_text": "offline.keptText",
    "begin": "offline.begin",
    "who": "who.title",
    "choose": "form.choose",
    "kind": "kind.title",
    "optional": "form.optional",
    "start": "terms.start",
    "today": "day.today",
    "tomorrow": "day.tomorrow",
    "pick": "terms.start.pick",
    "date": "terms.startDate",
    "from": "terms.startHour",
    "to": "terms.endHour",
    "keep": "offline.keep",
    "nobody": "offline.nobody",
    "again": "offline.again",
    "not_filed": "drafts.notFiled",
    "away": "draft.away",
    "before": "deadline.before",
    "left": "deadline.left",
    "passed": "deadline.passed",
    "assumed": "offline.assumed",
    "nameless": "offline.nameless",
}


class NoStyleError(RuntimeError):
    """The export names no stylesheet, so the offline page would have none."""


def script() -> str:
    """Return the page's own script, which is all the script it has."""
    return "\n".join(lines_of(_ROOM / "index.js")) + "\n"


def write_offline_pages(folder: Path) -> Sequence[str]:
    """Write the page into the export in each language; return the addresses it needs beside itself."""
    source = script()
    address = f"/assets/offline-{hashlib.sha256(source.encode()).hexdigest()[:10]}.js"
    (folder / address.strip("/")).write_text(source, "utf-8")
    style, template = _style(folder), (_ROOM / "index.html").read_text("utf-8")
    for language in languages():
        target = folder / f"{path(language, OFFLINE).strip('/')}.html"
        target.write_text(_filled(template, language, {"style": style, "script": address}), "utf-8")
    return (style, address, "/favicon.svg")


def _style(folder: Path) -> str:
    found = _STYLE.search((folder / f"{languages()[0]}.html").read_text("utf-8"))
    if not found:
        raise NoStyleError("no page of the export names a stylesheet")
    return found["address"]


def _filled(template: str, language: str, needed: Mapping[str, str]) -> str:
    title = text(language, "page.title", page=text(language, "offline.title"))
    said = {"language": language, "title": title, **needed}
    said |= {name: text(language, key) for name, key in _SAID.items()}
    filled = {name: escape(words) for name, words in said.items()} | {"kinds": _kinds(language)}
    return re.sub(r"\{(\w+)\}", lambda name: filled[name[1]], template)


def _kinds(language: str) -> str:
    named = ((code, escape(text(language, key))) for code, key in WORKER_TYPES.items())
    return "".join(f'<option value="{code}">{name}</option>' for code, name in named)
