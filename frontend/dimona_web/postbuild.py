"""What is done to the exported pages: language from the first byte, no address, installable, compressed."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

from dimona_web.i18n.catalogue import languages
from dimona_web.installable import head, write_manifests, write_worker
from dimona_web.offline_page import write_offline_pages
from dimona_web.paths import NOT_FOUND
from dimona_web.platform.static_site import ENCODINGS, FALLBACK
from dimona_web.scripts import BROWSER, lines_of

_HTML_LANG = re.compile(r'(<html[^>]*?)\slang="[^"]*"')
_SCRIPT = re.compile(r"<script\b.*?</script>|<link[^>]*rel=\"modulepreload\"[^>]*>", re.DOTALL)
# rxconfig's stand-in address, as the bundler wrote it into the scripts.
_BUILT_ADDRESS = re.compile(r"""(["'`])(?P<scheme>ws|http)://localhost:1(?P<path>[^"'`]*)\1""")
_OWN_ORIGIN = {
    "ws": '(typeof location=="undefined"?"ws://localhost":location.origin.replace(/^http/,"ws"))',
    "http": '(typeof location=="undefined"?"http://localhost":location.origin)',
}


class UnexpectedExportError(RuntimeError):
    """The export does not look as this step knows it; better no build than a dead one."""


def finish(folder: Path, compressor: Path) -> None:
    """Do all of it, in order."""
    _free_of_address(folder)
    _fallbacks(folder)
    for language in languages():
        for page in _pages(folder, language):
            page.write_text(_in_language(page.read_text("utf-8"), language), "utf-8")
        not_found = folder / language / f"{NOT_FOUND}.html"
        not_found.write_text(_SCRIPT.sub("", not_found.read_text("utf-8")), "utf-8")
    write_manifests(folder)
    write_worker(folder, write_offline_pages(folder))
    _compress(folder, compressor)


def _free_of_address(folder: Path) -> None:
    """Make the scripts talk to the origin they came from."""
    changed = 0
    for script in folder.glob("assets/**/*.js"):
        source = script.read_text("utf-8")
        freed = _BUILT_ADDRESS.sub(lambda m: f'({_OWN_ORIGIN[m["scheme"]]}+"{m["path"]}")', source)
        if "localhost:1" in freed:
            raise UnexpectedExportError(f"{script.name} still names the address of the build")
        if freed != source:
            script.write_text(freed, "utf-8")
            changed += 1
    if not changed:
        raise UnexpectedExportError("no script names the address of the build")


def _fallbacks(folder: Path) -> None:
    """Give the pages whose address holds an id their empty shell, one for each language."""
    shell = folder / f"{FALLBACK}.html"
    for language in languages():
        (folder / f"{FALLBACK}.{language}.html").write_text(
            _in_language(shell.read_text("utf-8"), language), "utf-8"
        )


def _pages(folder: Path, language: str) -> list[Path]:
    return [
        page for page in (folder / f"{language}.html", *(folder / language).rglob("*.html")) if page.is_file()
    ]


def _in_language(page: str, language: str) -> str:
    told, count = _HTML_LANG.subn(rf'\g<1> lang="{language}"', page, count=1)
    if count != 1 or "</head>" not in told:
        raise UnexpectedExportError("a page has no <html lang> or no head")
    added = f"{head(language)}<script>{_line_script()}</script></head>"
    return told.replace("</head>", added, 1)


@cache
def _line_script() -> str:
    """Return our own script as one line; it must run before any other opens a socket."""
    return " ".join(lines_of(BROWSER / "line.js"))


def _compress(folder: Path, compressor: Path) -> None:
    formats = ["brotli" if encoding == "br" else encoding for encoding, _ in ENCODINGS]
    subprocess.run(  # noqa: S603 - our own command, no words from outside
        [os.environ["REFLEX_BUN_PATH"], str(compressor), str(folder), *formats],
        cwd=compressor.parent,
        check=True,
        capture_output=True,
    )
