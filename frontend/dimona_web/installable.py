"""What makes the web app installable: a manifest for each language, its icons, and the service worker.

Of all pages the worker keeps the offline one alone, with what it needs (`browser/worker`).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dimona_web.i18n.catalogue import languages, text
from dimona_web.paths import DECLARE, LIVE, OFFLINE, home_path, path
from dimona_web.scripts import BROWSER, lines_of

WORKER = "/worker.js"
_PAPER = {"light": "#f6f5f1", "dark": "#0f1115"}
_SHORT_NAME = "Dimona24"
_ICONS: Sequence[Mapping[str, str]] = (
    {"src": "/icons/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
    {"src": "/icons/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
    {"src": "/icons/maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
)


def manifest_address(language: str) -> str:
    """Return where the manifest of a language is."""
    return f"/manifest.{language}.webmanifest"


def manifest(language: str) -> Mapping[str, Any]:
    """Return the manifest; one app for all languages (`id`), opened in the language it was installed in."""
    declare = {"name": text(language, "frame.declare"), "url": path(language, DECLARE)}
    return {
        "id": "/",
        "name": _SHORT_NAME,
        "short_name": _SHORT_NAME,
        "description": text(language, "page.description"),
        "lang": language,
        "dir": "ltr",
        "start_url": home_path(language),
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER["light"],
        "theme_color": _PAPER["light"],
        "categories": ["business", "productivity"],
        "icons": list(_ICONS),
        "shortcuts": [declare],
    }


def head(language: str) -> str:
    """Return what every page says in its head, so that a browser offers to install it."""
    colours = "".join(
        f'<meta name="theme-color" media="(prefers-color-scheme: {look})" content="{colour}"/>'
        for look, colour in _PAPER.items()
    )
    return (
        f'<link rel="manifest" href="{manifest_address(language)}"/>'
        f'<link rel="apple-touch-icon" href="{_ICONS[0]["src"]}"/>{colours}'
    )


def write_manifests(folder: Path) -> None:
    """Write the manifest of each language into the export."""
    for language in languages():
        said = json.dumps(manifest(language), ensure_ascii=False)
        (folder / manifest_address(language).strip("/")).write_text(said, "utf-8")


def worker_script(folder: Path, needed: Sequence[str]) -> str:
    """Return the service worker, which keeps the offline pages and the addresses they need.

    Its VERSION follows from all that it keeps and from itself: another build is another worker, and the
    browser drops what the older one kept.
    """
    kept = [*(path(language, OFFLINE) for language in languages()), *needed]
    parts = sorted((BROWSER / "worker").glob("*.js"))
    source = "\n".join(line for part in parts for line in lines_of(part))
    digest = hashlib.sha256(source.encode())
    for address in kept:
        digest.update(_file(folder, address).read_bytes())
    given = {"VERSION": digest.hexdigest()[:16], "LANGUAGES": languages(), "LIVE": LIVE, "KEPT": kept}
    said = ", ".join(f"{name} = {json.dumps(value)}" for name, value in given.items())
    return f'"use strict";\nvar {said};\n{source}\n'


def write_worker(folder: Path, needed: Sequence[str]) -> None:
    """Write the service worker into the export."""
    (folder / WORKER.strip("/")).write_text(worker_script(folder, needed), "utf-8")


def _file(folder: Path, address: str) -> Path:
    """Return the file behind an address: itself, or the page it names."""
    named = folder / address.strip("/")
    return named if named.is_file() else named.with_name(f"{named.name}.html")
