"""The build: once per state of the sources, free of any address, in its language from the first byte."""

from datetime import timedelta
from pathlib import Path

import pytest

from dimona_web import build, clock, postbuild, serve
from dimona_web.i18n.catalogue import languages
from dimona_web.settings import MissingSettingError, settings

SCRIPT = 'const env={PING:"http://localhost:1/ping",EVENT:`ws://localhost:1/_event`,TRANSPORT:"websocket"};'
PAGE = (
    '<!DOCTYPE html><html class="x" lang="nl"><head><script>x()</script>'
    '<link href="/assets/style.css" rel="stylesheet"/></head><body>hi</body></html>'
)


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export as Reflex leaves it; nothing is compressed."""
    monkeypatch.setattr(postbuild, "_compress", lambda *_: None)
    names = ["__spa-fallback.html"]
    for language in languages():
        names += [f"{language}.html", f"{language}/declare/index.html", f"{language}/not-found.html"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "env.js").write_text(SCRIPT)
    (tmp_path / "assets" / "style.css").write_text("p{}")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    return tmp_path


def test_the_scripts_talk_to_where_they_came_from(export: Path) -> None:
    postbuild.finish(export, Path("compress"))
    script = (export / "assets" / "env.js").read_text()
    assert "localhost:1" not in script
    assert script.count("location.origin") == 2
    assert script.count('+"/_event"') == 1
    assert 'TRANSPORT:"websocket"' in script


def test_an_export_that_looks_otherwise_is_no_build(export: Path) -> None:
    (export / "assets" / "env.js").write_text("const env={};")
    with pytest.raises(postbuild.UnexpectedExportError):
        postbuild.finish(export, Path("compress"))


def test_a_page_without_a_language_is_no_build(export: Path) -> None:
    (export / "en.html").write_text("<html><head></head></html>")
    with pytest.raises(postbuild.UnexpectedExportError):
        postbuild.finish(export, Path("compress"))


@pytest.mark.parametrize("language", languages())
def test_every_page_says_its_language_and_watches_the_line(export: Path, language: str) -> None:
    postbuild.finish(export, Path("compress"))
    for name in (f"{language}.html", f"{language}/declare/index.html", f"__spa-fallback.{language}.html"):
        page = (export / name).read_text()
        assert f'<html class="x" lang="{language}">' in page
        assert page.index("data-dead-line") < page.index("</head>")
        assert "/*" not in page


def test_the_page_for_nothing_needs_no_script(export: Path) -> None:
    postbuild.finish(export, Path("compress"))
    assert "<script" not in (export / "nl" / "not-found.html").read_text()


def test_what_is_built_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def put(folder: Path) -> None:
        folder.mkdir()
        (folder / "build.json").write_text(f'{{"fingerprint": "{build.fingerprint()}"}}')
        built.append(folder)

    monkeypatch.setattr(build, "_export", lambda: None)
    monkeypatch.setattr(build, "_put_in_place", put)
    folder = tmp_path / "export"
    assert build.build(folder) > 0
    assert build.build(folder) == 0
    assert built == [folder]


def test_another_source_is_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "FRONTEND", tmp_path)
    (tmp_path / "dimona_web").mkdir()
    source = tmp_path / "dimona_web" / "page.py"
    prints = []
    for written in ("a = 1", "a = 2", "a = 1"):
        source.write_text(written)
        prints.append(build.fingerprint())
    (tmp_path / "dimona_web" / "renamed.py").write_text(source.read_text())
    source.unlink()
    prints.append(build.fingerprint())
    assert prints[0] == prints[2]
    assert len(set(prints)) == 3


@pytest.mark.parametrize("stamp", ["", "{", '{"fingerprint": "other"}'])
def test_a_stamp_that_does_not_fit_is_no_build(tmp_path: Path, stamp: str) -> None:
    (tmp_path / "build.json").write_text(stamp)
    assert not build.is_built(tmp_path)
    assert not build.is_built(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["API_URL", "SESSION_KEY", "WEB_SIGNING_KEY"])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(MissingSettingError, match=name):
        settings()


def test_the_clock_moves_in_tests_and_never_in_a_real_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.now().isoformat().startswith("2026-12-01T10:00:0")
    clock.shift.cache_clear()
    monkeypatch.setenv("CLOCK", "+90.5")
    assert clock.shift() == timedelta(seconds=90.5)
    clock.shift.cache_clear()
    monkeypatch.setenv("STAGE", "prod")
    with pytest.raises(clock.ClockRefusedError):
        clock.shift()


def test_a_heartbeat_that_stays_away_is_noticed_and_a_healthy_one_is_not() -> None:
    """The page waits longer than one heartbeat, and less than a person waits for an answer."""
    script = (Path(postbuild.__file__).parent / "browser" / "line.js").read_text()
    late = int(script.partition("HEARTBEAT_LATE = ")[2].partition(",")[0]) / 1000
    interval = int(serve._REFLEX["REFLEX_SOCKET_INTERVAL"])
    timeout = int(serve._REFLEX["REFLEX_SOCKET_TIMEOUT"])
    assert interval + 3 < late < 15
    assert interval + timeout <= 15
