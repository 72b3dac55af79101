"""What makes the app installable, as the build writes it: manifests, icons, worker, the offline page."""

import json
import re
import struct
from pathlib import Path

import pytest

from dimona_web import installable, postbuild
from dimona_web.i18n.catalogue import languages
from dimona_web.settings import FRONTEND

SHELL = (
    '<!DOCTYPE html><html lang="nl"><head>'
    '<link href="/assets/style-1a2b.css" rel="stylesheet" type="text/css"/></head><body>hi</body></html>'
)


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(postbuild, "_compress", lambda *_: None)
    names = ["__spa-fallback.html"]
    for language in languages():
        names += [f"{language}.html", f"{language}/not-found.html"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SHELL)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "env.js").write_text('const env={PING:"http://localhost:1/ping"};')
    (tmp_path / "assets" / "style-1a2b.css").write_text("p{}")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize("language", languages())
def test_each_language_has_its_manifest_and_all_are_one_app(export: Path, language: str) -> None:
    postbuild.finish(export, Path("compress"))
    page = (export / f"{language}.html").read_text()
    address = installable.manifest_address(language)
    assert f'<link rel="manifest" href="{address}"/>' in page
    said = json.loads((export / address.strip("/")).read_text())
    assert (said["id"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert (said["start_url"], said["lang"]) == (f"/{language}", language)
    assert said["shortcuts"][0]["url"] == f"/{language}/declare"


def test_every_icon_is_there_in_the_size_it_says() -> None:
    for icon in installable.manifest("nl")["icons"]:
        content = (FRONTEND / "assets" / icon["src"].strip("/")).read_bytes()
        assert content[:4] == b"\x89PNG"
        width, height = struct.unpack(">II", content[16:24])
        assert icon["sizes"] == f"{width}x{height}"
        assert len(content) < 16 * 1024


def test_the_worker_keeps_the_offline_pages_and_what_they_need(export: Path) -> None:
    postbuild.finish(export, Path("compress"))
    script = (export / "worker.js").read_text()
    kept = json.loads(script.partition("KEPT = ")[2].partition("]")[0] + "]")
    assert {f"/{language}/offline" for language in languages()} < set(kept)
    assert "/assets/style-1a2b.css" in kept
    for address in kept:
        assert (export / address.strip("/")).exists() or (export / f"{address.strip('/')}.html").exists()
    assert not [address for address in kept if address.strip("/") in languages()], "no page with data"
    assert '"/_event"' in script
    assert "/*" not in script


def test_another_style_is_another_worker(export: Path) -> None:
    postbuild.finish(export, Path("compress"))
    before = installable.worker_script(export, ["/assets/style-1a2b.css"])
    assert installable.worker_script(export, ["/assets/style-1a2b.css"]) == before
    (export / "assets" / "style-1a2b.css").write_text("p{color:red}")
    assert installable.worker_script(export, ["/assets/style-1a2b.css"]) != before


@pytest.mark.parametrize("language", languages())
def test_the_offline_page_asks_nobody_for_anything(export: Path, language: str) -> None:
    postbuild.finish(export, Path("compress"))
    page = (export / language / "offline.html").read_text()
    assert f'<html lang="{language}">' in page
    assert "default-src 'self'" in page
    assert "http:" not in page
    assert "https:" not in page
    left_for_the_script = {"at", "left", "day"}
    assert set(re.findall(r"\{(\w*)\}", page)) == left_for_the_script


def test_the_script_of_the_offline_page_is_small(export: Path) -> None:
    """Measured as it is sent without compression; it is the only one that page has."""
    postbuild.finish(export, Path("compress"))
    page = (export / "nl" / "offline.html").read_text()
    (address,) = re.findall(r'<script src="([^"]+)"></script>', page)
    assert page.count("<script") == 1
    assert 0 < (export / address.strip("/")).stat().st_size <= 8_000


def test_what_a_person_types_offline_is_never_a_number_of_theirs(export: Path) -> None:
    postbuild.finish(export, Path("compress"))
    page = (export / "nl" / "offline.html").read_text()
    assert set(re.findall(r'name="(\w+)"', page)) - {"viewport"} == {
        *("who", "kind", "start", "day", "from", "to"),
    }
