"""A page with the mails that the local house sends, by person: `python -m infra.local.mailbox`.

It only reads the folder into which the backend writes them, listens on loopback, and is never deployed.
"""

import html
import json
import os
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

NEWEST = 200
"""How many mails are shown; older ones stay in the folder."""
_LINK = re.compile(r"https?://[^\s<]+")
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Mailbox - Dimona24</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
:root {{ color-scheme: light dark }}
body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem }}
body {{ overflow-wrap: anywhere }}
article {{ border: 1px solid; border-radius: 8px; padding: 0 1rem; margin: 1rem 0 }}
pre {{ font: inherit; white-space: pre-wrap }}
a {{ display: inline-block; padding: .2rem 0 }}
</style></head><body><main><h1>Mailbox</h1>
<p>What the house on this machine sent. Nothing left it.</p>{people}</main></body></html>
"""


class Mail(NamedTuple):
    """A mail as the backend wrote it."""

    to: str
    at: str
    subject: str
    text: str
    language: str


def read(folder: Path) -> list[Mail]:
    """The newest mails of a folder, the last one first."""
    newest = sorted(folder.glob("*.json"), reverse=True)[:NEWEST]
    return [Mail(**json.loads(path.read_text("utf-8"))) for path in newest]


def page(mails: Iterable[Mail]) -> str:
    """The page: a heading for each person, their mails under it."""
    of_person: dict[str, list[Mail]] = defaultdict(list)
    for mail in mails:
        of_person[mail.to].append(mail)
    people = (_person(to, of_person[to]) for to in sorted(of_person))
    return _PAGE.format(people="".join(people) or "<p>No mail yet.</p>")


def _person(to: str, mails: Iterable[Mail]) -> str:
    return f"<section><h2>{html.escape(to)}</h2>{''.join(map(_mail, mails))}</section>"


def _mail(mail: Mail) -> str:
    text = _LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', html.escape(mail.text))
    language, at, subject = (html.escape(said) for said in (mail.language, mail.at, mail.subject))
    return (
        f'<article lang="{language}"><h3>{subject}</h3>'
        f'<p><time datetime="{at}">{at}</time></p><pre>{text}</pre></article>'
    )


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, folder: Path, *given: Any) -> None:
        self._folder = folder
        super().__init__(*given)

    def do_GET(self) -> None:
        """Answer with the page, the mails as JSON, or that this process answers."""
        answers: dict[str, Callable[[], tuple[str, str]]] = {
            "/": lambda: ("text/html", page(read(self._folder))),
            "/mails.json": lambda: (
                "application/json",
                json.dumps([m._asdict() for m in read(self._folder)]),
            ),
            "/health": lambda: ("text/plain", "OK"),
        }
        if self.path not in answers:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind, body = answers[self.path]()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: whoever reads their mail is not logged."""


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    handler = partial(_Handler, Path(os.environ["MAILBOX_DIR"]))
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["MAIL_PORT"])), handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
