"""The built pages as they are served: languages, caches, compressed copies, what does not exist."""

from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from dimona_web.platform.origin import OwnSocketsOnly, is_own_origin, is_secure_host
from dimona_web.platform.static_site import StaticSite
from dimona_web.serve import WebApp

FILES = {
    "nl.html": "thuis",
    "en.html": "home",
    "nl/declare.html": "wie",
    "nl/not-found.html": "niet gevonden",
    "en/not-found.html": "not found",
    "__spa-fallback.nl.html": "schil",
    "__spa-fallback.en.html": "shell",
    "assets/app-1a2b.js": "script",
    "assets/app-1a2b.js.br": "brotli",
    "assets/app-1a2b.js.gz": "gzip",
}


@pytest.fixture
def browser(tmp_path: Path) -> httpx.AsyncClient:
    (tmp_path.parent / "outside.html").write_text("outside")
    for name, said in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said)
    transport = httpx.ASGITransport(StaticSite(tmp_path))
    return httpx.AsyncClient(
        transport=transport, base_url="http://web.example", headers={"accept-encoding": ""}
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nl", "thuis"),
        ("/nl/", "thuis"),
        ("/nl/declare", "wie"),
        ("/en/declarations/dec_9Z-x", "shell"),
        ("/en/register/wrk_1", "shell"),
        ("/en/periods/per_1", "shell"),
        ("/nl/periods/per_1/out", "schil"),
        ("/nl/batches/bat_1", "schil"),
    ],
)
async def test_a_page_is_fresh_each_time(browser: httpx.AsyncClient, path: str, said: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, said, "no-cache")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    again = await browser.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("br;q=1.0", "br", b"brotli"),
        ("gzip", "gzip", b"gzip"),
        ("", None, b"script"),
        ("zstd", None, b"script"),
    ],
)
async def test_a_script_is_for_ever_and_compressed(
    browser: httpx.AsyncClient, accepted: str, encoding: str | None, body: bytes
) -> None:
    async with browser.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert raw == body
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_each_encoding_has_its_own_tag(browser: httpx.AsyncClient) -> None:
    tags = {
        (await browser.head("/assets/app-1a2b.js", headers={"accept-encoding": accepted})).headers["etag"]
        for accepted in ("br", "gzip", "")
    }
    assert len(tags) == 3


async def test_head_says_the_same_without_a_body(browser: httpx.AsyncClient) -> None:
    said, asked = await browser.head("/nl"), await browser.get("/nl")
    assert said.content == b""
    assert said.headers["content-length"] == asked.headers["content-length"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nl/xyz", "niet gevonden"),
        ("/en/declarations/a/b", "not found"),
        ("/en/periods/per_1/evil", "not found"),
        ("/xyz", "niet gevonden"),
        ("/nl/../../outside", "niet gevonden"),
        ("/%2e%2e/outside.html", "niet gevonden"),
    ],
)
async def test_what_does_not_exist_is_said_in_the_right_language(
    browser: httpx.AsyncClient, path: str, words: str
) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.text) == (404, words)


@pytest.mark.parametrize(
    ("headers", "to"),
    [
        ({"accept-language": "en-GB"}, "/en"),
        ({"cookie": "dimona_language=nl", "accept-language": "en"}, "/nl"),
        ({}, "/nl"),
    ],
)
async def test_the_bare_address_leads_home(
    browser: httpx.AsyncClient, headers: dict[str, str], to: str
) -> None:
    answer = await browser.get("/", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (302, to)


async def test_the_language_seen_last_is_remembered_once(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/en")
    assert first.headers["set-cookie"].startswith("dimona_language=en;")
    assert "set-cookie" not in (await browser.get("/en")).headers


async def test_only_reading_is_possible(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/nl")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://a.example:3000", "a.example:3000", True),
        ("https://a.example", "a.example", True),
        ("http://a.example:3001", "a.example:3000", False),
        ("null", "a.example", False),
        ("", "a.example", False),
        ("", "", False),
    ],
)
def test_what_is_our_own_origin(origin: str, host: str, own: bool) -> None:  # noqa: FBT001 - a table's cell
    assert is_own_origin({"origin": origin, "host": host}) is own


def test_where_a_cookie_must_be_secure() -> None:
    assert is_secure_host("http", "dimona.example")
    assert is_secure_host("https", "127.0.0.1")
    assert not is_secure_host("http", "127.0.0.1")


async def test_a_socket_of_another_page_is_closed() -> None:
    reached, sent = [], []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: object) -> None:
        sent.append(message)

    for origin in (b"http://evil.example", b"http://web.example"):
        headers = [(b"origin", origin), (b"host", b"web.example")]
        await OwnSocketsOnly(app)({"type": "websocket", "headers": headers, "path": "/_event"}, receive, send)
    await OwnSocketsOnly(app)({"type": "http", "headers": []}, receive, send)

    assert reached == ["websocket", "http"]
    assert sent == [{"type": "websocket.close", "code": 1008, "reason": ""}]


@pytest.mark.parametrize(
    ("kind", "path", "to"),
    [
        ("http", "/_event/", "live"),
        ("http", "/auth/sign-in", "live"),
        ("http", "/files/upload", "live"),
        ("http", "/nl", "site"),
        ("websocket", "/_event/", "live"),
        ("lifespan", "", "live"),
    ],
)
async def test_what_is_live_and_what_is_a_file(kind: str, path: str, to: str) -> None:
    reached = []

    def named(name: str) -> object:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            reached.append(name)

        return app

    scope = {"type": kind} | ({"path": path} if path else {})
    await WebApp(named("live"), named("site"))(scope, None, None)  # type: ignore[arg-type] # never used
    assert reached == [to]
